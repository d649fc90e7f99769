import { afterAll, describe, expect, it } from 'vitest';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { HEAD } from '#testing/scm/repositories/repository-case.ts';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { repositoryServices, type RepositoryService } from '../../world/repository-services.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** The shortest that counts. Unit: seconds. Services are asked anew every 20 seconds at most. */
const REQUEUE = 10;

let red: Team;
const servers = new Map<string, CannedServer>();
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  for (const { name } of repositoryServices) servers.set(name, await CannedServer.start());
  for (const service of repositoryServices) serverOf(service).serve(service.answers, service.questionOf);
  await started.startHub('/readyz', {
    NABE_OUTSIDE_HOSTS: [...servers.values()].map(({ host }) => host).join(),
    NABE_SERVICE_ADDRESSES: repositoryServices
      .flatMap((service) => service.publicOrigin?.concat('=', serverOf(service).origin) ?? [])
      .join(),
  });
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => Object.fromEntries(repositoryServices.flatMap((service) => filesOf(service, url))),
  });
  await red.putSecret('scm', { token: 't0ken', password: 'pass' });
  await red.putSecret('aws-codecommit', { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'verySecret' });
});
afterAll(() => Promise.all([...servers.values()].map((server) => server.close())));

function serverOf({ name }: RepositoryService): CannedServer {
  const server = servers.get(name);
  if (server === undefined) throw new Error(`there is no server for ${name}`);
  return server;
}

/** A set that deploys every branch that has the directory, and what it deploys. */
function filesOf(service: RepositoryService, repoURL: string): [string, string][] {
  const { name, path } = service;
  const scmProvider = {
    ...service.provider(serverOf(service).origin),
    filters: [{ pathsExist: [path] }],
    requeueAfterSeconds: REQUEUE,
  };
  const set = generatorSet({
    name,
    generators: [{ scmProvider }],
    application: `${name}-{{ .repository | slugify }}-{{ .branchNormalized }}-{{ .short_sha_7 }}`,
    repoURL,
    path: `services/${name}`,
    cluster: 'east',
    namespace: 'red',
  });
  return [
    [`appsets/${name}.yaml`, set],
    [`services/${name}/config.yaml`, configMap(name, 'one')],
  ];
}

async function isDeployed(name: string): Promise<boolean> {
  return (await readObject(world(), 'east', pathOf('configmaps', 'red', name))) !== undefined;
}

describe('a set with the repositories of a code host', () => {
  it.each(repositoryServices)(
    "deploys the branch of $name that has the directory, asked with the tenant's credentials",
    async (service) => {
      const { name, application, credentials } = service;
      await red.untilSetSynced(name, [application]);

      expect(await isDeployed(name)).toBe(true);
      const shown = serverOf(service).requests.map(({ headers }) => headers[credentials.header] ?? '');
      expect(shown.filter((value) => !String(value).startsWith(credentials.value))).toEqual([]);
    },
  );

  it('takes back what a commit takes the directory from, and leaves the other sets alone', async () => {
    const before = (await red.applications()).map(({ metadata }) => metadata.uid);
    const [github] = repositoryServices;
    if (github === undefined) throw new Error('there are no services');
    const { [`/api/v3/repos/acme/shop/contents/deploy/prod?ref=${HEAD}`]: _, ...others } = github.answers;
    const moved = JSON.parse(JSON.stringify(others).replaceAll(HEAD, 'c'.repeat(40)));

    serverOf(github).serve(moved);

    await red.untilSetSynced('github', []);
    expect(await isDeployed('github')).toBe(false);
    const after = (await red.applications()).map(({ metadata }) => metadata.uid);
    expect(before.filter((uid) => !after.includes(uid))).toHaveLength(1);
  });
});
