import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allClusters, appSetText, clusterSecrets } from '../testing/app-set-files.ts';
import { createCliFixture } from '../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
beforeAll(() => {
  write('clusters.yaml', clusterSecrets);
  write('set.yaml', appSetText(allClusters));
});
afterAll(remove);

describe('nabe validate', () => {
  it('lists every problem of every file at once', async () => {
    const one = write('one.yaml', appSetText('    - clusters: {selector: {matchLabel: {env: prod}}}'));
    const two = write('two.yaml', appSetText(allClusters, { name: '{{ .name' }).replace('name: web', 'name: shop'));
    const { code, out, error } = await nabe('validate', '-f', one, two);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error.split('\n')).toEqual([
      'one.yaml:8:29: spec.generators[0].clusters.selector.matchLabel: unknown field; did you mean "matchLabels"?',
      expect.stringMatching(/^two\.yaml:10:16: spec\.template\.metadata\.name: /),
      'nabe: 2 problems in 2 files: correct what is listed above',
      '',
    ]);
  });

  it('says what it has looked at', async () => {
    const { code, out } = await nabe('validate', '-f', at('set.yaml'));
    expect({ code, out: out }).toEqual({
      code: 0,
      out: 'set.yaml: 1 ApplicationSet, no problems\n',
    });
  });

  it('fails where there is no ApplicationSet at all', async () => {
    const { code, error } = await nabe('validate', '-f', at('clusters.yaml'));
    expect({ code, error }).toEqual({ code: 1, error: 'nabe: there is no ApplicationSet in these files\n' });
  });
});
