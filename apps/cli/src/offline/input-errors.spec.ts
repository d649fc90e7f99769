import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allClusters, appSetText, clusterSecrets } from '../testing/app-set-files.ts';
import { createCliFixture } from '../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
beforeAll(() => {
  write('clusters.yaml', clusterSecrets);
  write('set.yaml', appSetText(allClusters));
});
afterAll(remove);

describe('input errors name file, line and field', () => {
  it.each([
    {
      name: 'a cluster without server',
      file: () =>
        write(
          'no-server.yaml',
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  labels: {argocd.argoproj.io/secret-type: cluster}\nstringData:\n  name: a\n',
        ),
      flag: '--clusters',
      error: 'no-server.yaml:6:1: stringData.server: required: the address of its API server',
    },
    {
      name: 'a file that registers no clusters at all',
      file: () => write('other.yaml', 'apiVersion: v1\nkind: ConfigMap\n'),
      flag: '--clusters',
      error: 'other.yaml:2:1: kind: neither a cluster Secret nor a Cluster is in this file',
    },
    {
      name: 'a field of the facts that nobody reads',
      file: () => write('wrong-facts.yaml', 'pullRequests: []\nplugin: {}\n'),
      flag: '--facts',
      error: 'wrong-facts.yaml:2:1: plugin: unknown field',
    },
    {
      name: 'an object without a name',
      file: () => write('nameless.yaml', 'apiVersion: v1\nkind: ConfigMap\n'),
      flag: '--objects',
      error: 'nameless.yaml:1:1: metadata.name: required, a text',
    },
    {
      name: 'a text that is no YAML',
      file: () => write('torn.yaml', 'a: [\n'),
      flag: '--clusters',
      error: 'torn.yaml:2:1: not valid YAML',
    },
  ])('$name', async ({ file, flag, error }) => {
    const result = await nabe('appset', 'expand', '-f', at('set.yaml'), flag, file());
    expect({ code: result.code, out: result.out }).toEqual({ code: 1, out: '' });
    expect(result.error).toContain(error);
  });

  it('tells the place of what was not given, and of a template that fails', async () => {
    const missing = await nabe('appset', 'expand', '-f', at('set.yaml'));
    expect(missing.error).toContain('set.yaml:8:7: spec.generators[0].clusters: no clusters are given; name a file');
    const file = write('typo.yaml', appSetText(allClusters, { name: 'x-{{.nme}}' }));
    const failed = await nabe('appset', 'expand', '-f', file, '--clusters', at('clusters.yaml'));
    expect(failed.error).toMatch(/^typo\.yaml:10:16: spec\.template\.metadata\.name: .*nme/);
  });

  it.each([
    { args: ['appset', 'expand'], code: 2, error: "required option '-f, --file <file>' not specified" },
    { args: ['appset', 'expand', '-f', '/none'], code: 1, error: 'cannot read /none: there is no such file' },
    { args: ['appset', 'expand', '-f', 'x', '-o', 'table'], code: 2, error: 'Allowed choices are yaml, json, name' },
    { args: ['appset', 'expand', '-f', 'x', '--params', '-o', 'name'], code: 2, error: 'parameter sets have no names' },
    { args: ['template', '-t', 'x', '-p', 'x'], code: 2, error: "required option '--engine <engine>' not specified" },
    { args: ['template', '--engine', 'jinja', '-t', 'x', '-p', 'x'], code: 2, error: 'Allowed choices are go, fast' },
    { args: ['validate'], code: 2, error: "required option '-f, --file <file...>' not specified" },
  ])('$args', async ({ args, code, error }) => {
    const result = await nabe(...args);
    expect({ code: result.code, out: result.out }).toEqual({ code, out: '' });
    expect(result.error).toContain(error);
  });

  it.each([
    { repo: 'https://r', error: 'write a repository as URL=DIR', code: 2 },
    { repo: 'https://r=/none', error: 'cannot read the repository in /none: there is no such file', code: 1 },
  ])('--repo $repo', async ({ repo, error, code }) => {
    const result = await nabe('appset', 'expand', '-f', at('set.yaml'), '--repo', repo);
    expect(result.code).toBe(code);
    expect(result.error).toContain(error);
  });
});
