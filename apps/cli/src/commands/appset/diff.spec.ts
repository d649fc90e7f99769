import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allClusters, appSetText, clusterSecrets } from '../../testing/app-set-files.ts';
import { createCliFixture } from '../../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
beforeAll(() => {
  write('clusters.yaml', clusterSecrets);
  write('set.yaml', appSetText(allClusters));
});
afterAll(remove);

describe('nabe appset diff', () => {
  const clusters = () => ['--clusters', at('clusters.yaml')];

  it('compares two versions of a file', async () => {
    const older = write('older.yaml', appSetText('    - list: {elements: [{name: prod-eu}, {name: old}]}'));
    const newer = write('newer.yaml', appSetText(allClusters, { revision: 'v2' }));
    expect(await nabe('appset', 'diff', '-f', newer, '--against', older, ...clusters())).toEqual({
      code: 0,
      out: `+ x-prod-us
~ x-prod-eu
    spec.source.targetRevision: "main" -> "v2"
- x-old
1 added, 1 changed, 1 removed, 0 unchanged
`,
      error: '',
    });
    const json = await nabe('appset', 'diff', '-f', newer, '--against', older, ...clusters(), '-o', 'json');
    expect(JSON.parse(json.out)).toEqual({
      added: ['x-prod-us'],
      changed: [{ name: 'x-prod-eu', fields: [{ field: 'spec.source.targetRevision', before: 'main', after: 'v2' }] }],
      removed: ['x-old'],
      unchanged: 0,
    });
  });

  it('compares with what the hub runs', async () => {
    const running = {
      name: 'x-prod-eu',
      tenant: 'red',
      applicationSet: 'web',
      cluster: 'prod-eu',
      destinationNamespace: 'web',
      repository: 'https://git.example.com/apps.git',
      path: 'old-path',
      revision: 'main',
    };
    const items = [running, { ...running, name: 'x-gone' }, { ...running, name: 'other', applicationSet: 'other' }];
    const hub = createServer((_, response) => response.end(JSON.stringify({ items, total: items.length })));
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    const address = hub.address();
    const server = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
    try {
      const result = await nabe('appset', 'diff', '-f', at('set.yaml'), ...clusters(), '--server', server);
      expect(result).toEqual({
        code: 0,
        out: `+ x-prod-us
~ x-prod-eu
    spec.source.path: "old-path" -> "web"
- x-gone
1 added, 1 changed, 1 removed, 0 unchanged
`,
        error: '',
      });
    } finally {
      hub.close();
    }
  });
});
