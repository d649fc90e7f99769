import { afterAll, describe, expect, it } from 'vitest';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { generatorSet } from '../../world/generator-set.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const SECRET = 'red-s-token';

let blue: Team;
/** A code host that tenants may name. */
let outside: CannedServer;
/** A service of the hub's own network, which nobody meant for tenants. */
let inside: CannedServer;
const world = storyWorld({ spokes: [] }, async (started) => {
  [outside, inside] = [await CannedServer.start(), await CannedServer.start()];
  for (const server of [outside, inside]) server.respond(() => ({ body: [] }));
  await started.startHub('/readyz', { NABE_OUTSIDE_HOSTS: outside.host });
  const red = await Team.add(started, { name: 'red', files: () => ({ 'README.md': 'red' }) });
  await red.putSecret('scm', { token: SECRET });
  await red.putConfigMap('plugin', { baseUrl: outside.origin, token: '$scm:token' });
  blue = await Team.add(started, { name: 'blue', files: () => ({ 'README.md': 'blue' }) });
  await blue.putSecret('own', { token: 'blue-s-token' });
  await blue.putConfigMap('borrowed', { baseUrl: outside.origin, token: '$scm:token' });
  await blue.putConfigMap('intruder', { baseUrl: inside.origin, token: '$own:token' });
});
afterAll(() => Promise.all([outside, inside].map((server) => server?.close())));

function pullRequests(api: string, secretName: string): object {
  return { pullRequest: { github: { owner: 'acme', repo: 'shop', api, tokenRef: { secretName, key: 'token' } } } };
}

function plugin(name: string): object {
  return { plugin: { configMapRef: { name } } };
}

/** Commits a set of blue with this generator; answers what it says once it is refused. */
async function refusalOf(set: string, generator: object): Promise<string> {
  const file = generatorSet({
    name: set,
    generators: [generator],
    application: `${set}-{{ .number }}`,
    repoURL: blue.url,
    path: 'apps',
    cluster: 'east',
    namespace: 'blue',
  });
  await blue.commit({ [`appsets/${set}.yaml`]: file }, `Add ${set}`);
  const { message } = await blue.untilNotReady(set, '');
  expect(await blue.applicationsOf(set)).toEqual([]);
  return message;
}

describe("a tenant that names another tenant's Secret", () => {
  it.each([
    {
      name: 'by its name',
      set: 'borrower',
      generator: () => pullRequests(outside.origin, 'scm'),
      says: 'Secret tenant-blue/scm does not exist; create it.',
    },
    {
      name: 'by a path',
      set: 'climber',
      generator: () => pullRequests(outside.origin, '../../tenant-red/secrets/scm'),
      says: '"../../tenant-red/secrets/scm" is not the name of a Secret; correct it.',
    },
    {
      name: 'in the ConfigMap of a plugin',
      set: 'disguise',
      generator: () => plugin('borrowed'),
      says: 'Secret tenant-blue/scm does not exist; create it.',
    },
    {
      name: "as the other tenant's ConfigMap",
      set: 'thief',
      generator: () => plugin('plugin'),
      says: 'there is no ConfigMap plugin',
    },
  ])('is refused, and nothing is asked with it: $name', async ({ set, generator, says }) => {
    expect(await refusalOf(set, generator())).toContain(says);
    expect(outside.requests).toEqual([]);
  });
});

describe('a tenant that names a host that nobody allowed', () => {
  const act = 'the platform team must allow this host, or the tenant must name another address';

  it.each([
    {
      name: 'a loopback address, on the port of another service',
      set: 'neighbour',
      generator: () => pullRequests(inside.origin, 'own'),
      says: () => `${inside.host} is allowed with another port or scheme only: ${act}`,
    },
    {
      name: 'a name of this machine',
      set: 'localhost',
      generator: () => pullRequests(`https://localhost:${portOf(inside)}`, 'own'),
      says: () => `localhost:${portOf(inside)} resolves to an address that is not public: ${act}`,
    },
    {
      name: 'a private address',
      set: 'private',
      generator: () => pullRequests('https://10.0.0.7', 'own'),
      says: () => `10.0.0.7 is not a public address: ${act}`,
    },
    {
      name: "the metadata service of the hub's machine",
      set: 'metadata',
      generator: () => pullRequests('https://169.254.169.254', 'own'),
      says: () => `169.254.169.254 is not a public address: ${act}`,
    },
    {
      name: 'a host without TLS',
      set: 'plain',
      generator: () => pullRequests('http://github.example', 'own'),
      says: () => `github.example would be asked without TLS: ${act}`,
    },
    {
      name: 'a plugin on a loopback address',
      set: 'intruder',
      generator: () => plugin('intruder'),
      says: () => `${inside.host} is allowed with another port or scheme only`,
    },
  ])('is told who has to act, and the host is not asked: $name', async ({ set, generator, says }) => {
    expect(await refusalOf(set, generator())).toContain(says());
    expect(inside.requests).toEqual([]);
  });

  it('lets the hub ask what is allowed', async () => {
    const file = generatorSet({
      name: 'honest',
      generators: [pullRequests(outside.origin, 'own')],
      application: 'honest-{{ .number }}',
      repoURL: blue.url,
      path: 'apps',
      cluster: 'east',
      namespace: 'blue',
    });
    await blue.commit({ 'appsets/honest.yaml': file }, 'Add an honest set');

    await world().until('the set is ready', async () => (await blue.readinessOf('honest'))?.status === 'True');
    expect(outside.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer blue-s-token']);
  });
});

function portOf({ host }: CannedServer): string {
  return host.replace(/^.*:/, '');
}
