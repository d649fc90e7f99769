import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

/** A hub of three Applications on two pages. */
const web = {
  namespace: 'tenant-red',
  name: 'web',
  tenant: 'red',
  cluster: 'prod-eu',
  sync: 'OutOfSync',
  health: 'Degraded',
  commit: '',
};
const cart = {
  ...web,
  name: 'cart',
  sync: 'Synced',
  health: 'Healthy',
  commit: '0123456789abcdef0123456789abcdef01234567',
  createdAt: '2026-01-01T00:00:00Z',
};
const blueWeb = { ...web, namespace: 'tenant-blue', tenant: 'blue' };
const all = [blueWeb, cart, web];
const detail = {
  ...web,
  applicationSet: 'shop',
  destinationNamespace: 'shop',
  repository: 'https://git.example/red/apps.git',
  path: 'web',
  revision: 'main',
  createdAt: '2026-01-01T00:00:00Z',
  summary: 'Deployment shop/web was refused: the tenant has to correct spec.replicas in git.',
  operation: { phase: 'Failed', finishedAt: '2026-01-01T00:04:00Z', attempts: 3 },
  objects: [
    {
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      sync: 'OutOfSync',
      outcome: 'failed',
      message: 'spec.replicas: must be a number',
    },
    { kind: 'Service', namespace: 'shop', name: 'web', sync: 'Synced' },
  ],
  conditions: [],
  history: [
    {
      commit: '0123456789abcdef0123456789abcdef01234567',
      finishedAt: '2026-01-01T00:01:00Z',
      created: 2,
      configured: 0,
      pruned: 0,
    },
  ],
};

const requests: string[] = [];
const hub = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://hub');
  requests.push(url.pathname + url.search);
  const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
  if (url.pathname === '/api/v1/applications/tenant-red/web') return answer(200, detail);
  if (url.pathname === '/api/v1/tenants') return answer(503, { detail: 'The hub has not read all resources yet.' });
  if (url.pathname === '/api/v1/clusters') return response.end('<html>');
  if (url.pathname !== '/api/v1/applications') return answer(404, {});
  const matching = all.filter(
    ({ name, tenant }) =>
      name.includes(url.searchParams.get('name') ?? '') && tenant === (url.searchParams.get('tenant') ?? tenant),
  );
  if (url.searchParams.has('cursor')) return answer(200, { items: matching.slice(2), total: matching.length });
  return answer(200, {
    items: matching.slice(0, 2),
    total: matching.length,
    ...(matching.length > 2 ? { next: 'tenant-red/cart' } : {}),
  });
});

let server = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const address = hub.address();
  server = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(() => hub.close());

async function nabe(...args: string[]) {
  let out = '';
  let error = '';
  const code = await run(
    {
      env: { NABE_SERVER: server },
      now: () => Date.parse('2026-01-01T00:05:00Z'),
      print: (text) => (out += text),
      printError: (text) => (error += text),
      colours: false,
      version: '1.2.3',
    },
    args,
  );
  return { code, out, error };
}

describe('nabe get', () => {
  it('prints every page as one table', async () => {
    expect((await nabe('get', 'apps')).out).toMatchInlineSnapshot(`
      "TENANT   NAME   CLUSTER   SYNC        HEALTH     COMMIT    AGE
      blue     web    prod-eu   OutOfSync   Degraded   -         -
      red      cart   prod-eu   Synced      Healthy    0123456   5m
      red      web    prod-eu   OutOfSync   Degraded   -         -
      "
    `);
  });

  it.each([
    { args: ['-o', 'name'], out: 'application/blue/web\napplication/red/cart\napplication/red/web\n' },
    { args: ['-o', 'json', '--tenant', 'blue'], out: `${JSON.stringify({ items: [blueWeb] }, undefined, 2)}\n` },
    {
      args: ['-o', 'yaml', '--tenant', 'blue'],
      out: 'items:\n  - namespace: tenant-blue\n    name: web\n    tenant: blue\n    cluster: prod-eu\n    sync: OutOfSync\n    health: Degraded\n    commit: ""\n',
    },
  ])('prints with $args', async ({ args, out }) => {
    expect(await nabe('get', 'applications', ...args)).toEqual({ code: 0, out, error: '' });
  });

  it('gives the filters to the hub', async () => {
    requests.length = 0;
    await nabe('get', 'app', '--tenant', 'red', '--cluster', 'prod-eu');
    expect(requests).toEqual(['/api/v1/applications?tenant=red&cluster=prod-eu&limit=1000']);
  });

  it('shows a single resource in full', async () => {
    const { out } = await nabe('get', 'app', 'red/web', '-o', 'json');
    expect(JSON.parse(out)).toEqual(detail);
  });

  it.each([
    { args: ['get', 'things'], code: 2, error: 'there is no collection "things"' },
    { args: ['get', 'clusters', '--tenant', 'red'], code: 2, error: 'clusters cannot be filtered by --tenant' },
    { args: ['get', 'apps', '-o', 'xml'], code: 2, error: 'Allowed choices are table, wide, json, yaml, name' },
    { args: ['get', 'apps', 'none'], code: 1, error: 'there is no application none' },
    { args: ['get', 'apps', 'web'], code: 1, error: 'web is the name of 2 applications: say which, blue/web, red/web' },
    { args: ['get', 'tenants'], code: 1, error: 'The hub has not read all resources yet.' },
    { args: ['get', 'clusters'], code: 1, error: 'it is not the API of a Nabe hub' },
    { args: ['get', 'apps', '--server', 'ftp://x'], code: 2, error: '"ftp://x" is no address of a hub' },
    { args: ['get', 'apps', '--server', 'http://a:b@x'], code: 2, error: 'must not hold a user name or password' },
    {
      args: ['get', 'apps', '--server', 'http://127.0.0.1:1'],
      code: 1,
      error: 'cannot reach the hub at http://127.0.0.1:1',
    },
  ])('fails at $args', async ({ args, code, error }) => {
    const result = await nabe(...args);
    expect({ code: result.code, out: result.out }).toEqual({ code, out: '' });
    expect(result.error).toContain(error);
  });
});

describe('nabe app get', () => {
  it('says why it is not synced, and shows its objects and history', async () => {
    expect((await nabe('app', 'get', 'web', '--tenant', 'red')).out).toMatchInlineSnapshot(`
      "Name:       web
      Tenant:     red
      App set:    shop
      Cluster:    prod-eu
      Namespace:  shop
      Source:     https://git.example/red/apps.git web @ main
      Commit:     -
      Sync:       OutOfSync
      Health:     Degraded
      Operation:  Failed, 60s ago, 3 attempts
      Age:        5m

      Deployment shop/web was refused: the tenant has to correct spec.replicas in git.

      Objects:
      KIND         NAMESPACE   NAME   SYNC        OUTCOME   MESSAGE
      Deployment   shop        web    OutOfSync   failed    spec.replicas: must be a number
      Service      shop        web    Synced      -         -

      History:
      COMMIT    AGE   CREATED   CONFIGURED   PRUNED
      0123456   4m    2         0            0
      "
    `);
  });

  it('lists the candidates of an ambiguous name', async () => {
    expect(await nabe('app', 'get', 'web')).toEqual({
      code: 1,
      out: '',
      error: 'nabe: web is the name of 2 applications: say which, blue/web, red/web',
    });
  });
});

describe('nabe version', () => {
  it('gives its own version where the hub does not tell one', async () => {
    const { code, out } = await nabe('version');
    expect({ code, out }).toEqual({ code: 0, out: 'client: 1.2.3\nserver: unknown\n' });
  });
});

describe('nabe cluster add', () => {
  it.each([
    { args: ['c'], code: 2, error: "required option '--kubeconfig <file>' not specified" },
    { args: ['c', '--kubeconfig', '/none', '--label', 'x'], code: 2, error: '--label x: write a label as key=value' },
    { args: ['c', '--kubeconfig', '/none'], code: 1, error: 'cannot read the kubeconfig /none' },
  ])('fails at $args', async ({ args, code, error }) => {
    const result = await nabe('cluster', 'add', ...args);
    expect(result.code).toBe(code);
    expect(result.error).toContain(error);
  });
});
