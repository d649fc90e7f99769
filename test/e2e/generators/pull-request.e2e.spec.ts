import { afterAll, describe, expect, it } from 'vitest';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { type PullRequestCase, pullRequestCases } from '#testing/scm/pull-request-cases.ts';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** The shortest that counts. Unit: seconds. Services are asked anew every 20 seconds at most. */
const REQUEUE = 10;

const tokenRef = { secretName: 'scm', key: 'token' };
const basicAuth = { username: 'ana', passwordRef: { secretName: 'scm', key: 'password' } };
const basic = `Basic ${Buffer.from('ana:pass').toString('base64')}`;

/** How a set names the credentials of each kind of service, and what the service has to see of them. */
const SIGN_IN: Readonly<Record<string, { readonly fields: object; readonly header: string; readonly value: string }>> =
  {
    github: { fields: { tokenRef }, header: 'authorization', value: 'Bearer t0ken' },
    gitlab: { fields: { tokenRef }, header: 'private-token', value: 't0ken' },
    gitea: { fields: { tokenRef }, header: 'authorization', value: 'token t0ken' },
    bitbucketServer: { fields: { basicAuth }, header: 'authorization', value: basic },
    bitbucket: { fields: { bearerToken: { tokenRef } }, header: 'authorization', value: 'Bearer t0ken' },
    azuredevops: {
      fields: { tokenRef },
      header: 'authorization',
      value: `Basic ${Buffer.from(':t0ken').toString('base64')}`,
    },
  };

interface PullRequestService extends Pick<PullRequestCase, 'name' | 'answers'> {
  /** The set, what it deploys, and the beginning of its Applications' names. */
  readonly slug: string;
  readonly server: CannedServer;
}

let red: Team;
const services = new Map<string, PullRequestService>();
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  for (const { name, answers } of pullRequestCases) {
    const server = await CannedServer.start();
    server.serve(answers);
    services.set(name, { name, answers, slug: name.toLowerCase().replaceAll(' ', '-'), server });
  }
  const hosts = [...services.values()].map(({ server }) => server.host).join();
  await started.startHub('/readyz', { NABE_OUTSIDE_HOSTS: hosts });
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => Object.fromEntries(pullRequestCases.flatMap((one) => filesOf(one, url))),
  });
  await red.putSecret('scm', { token: 't0ken', password: 'pass' });
});
afterAll(() => Promise.all([...services.values()].map(({ server }) => server.close())));

function serviceOf({ name }: Pick<PullRequestCase, 'name'>): PullRequestService {
  const service = services.get(name);
  if (service === undefined) throw new Error(`there is no server for ${name}`);
  return service;
}

/** A set with a preview of each pull request against main. */
function filesOf(one: PullRequestCase, repoURL: string): [string, string][] {
  const { slug, server } = serviceOf(one);
  const { kind, options } = one.provider(server.origin);
  const pullRequest = {
    [kind]: { ...options, ...SIGN_IN[kind]?.fields },
    filters: [{ targetBranchMatch: '^main$' }],
    requeueAfterSeconds: REQUEUE,
  };
  const set = generatorSet({
    name: slug,
    generators: [{ pullRequest }],
    application: `${slug}-{{ .number }}-{{ .branch_slug }}`,
    repoURL,
    path: `previews/${slug}`,
    cluster: 'east',
    namespace: 'red',
  });
  return [
    [`appsets/${slug}.yaml`, set],
    [`previews/${slug}/config.yaml`, configMap(slug, 'one')],
  ];
}

async function isDeployed(name: string): Promise<boolean> {
  return (await readObject(world(), 'east', pathOf('configmaps', 'red', name))) !== undefined;
}

describe('a set with the pull requests of a repository', () => {
  it.each(pullRequestCases)("deploys those of $name, asked with the tenant's credentials", async (one) => {
    const { slug, server } = serviceOf(one);
    await red.untilSetSynced(slug, [`${slug}-22-feature-cart`]);

    expect(await isDeployed(slug)).toBe(true);
    const { header = '', value } = SIGN_IN[one.provider(server.origin).kind] ?? {};
    expect(new Set(server.requests.map(({ headers }) => headers[header]))).toEqual(new Set([value]));
  });

  it('takes back the preview of one that is closed, and leaves the other sets alone', async () => {
    const before = (await red.applications()).map(({ metadata }) => metadata.uid);
    const { server } = serviceOf({ name: 'GitHub' });

    server.respond(() => ({ body: [] }));

    await red.untilSetSynced('github', []);
    expect(await isDeployed('github')).toBe(false);
    const after = (await red.applications()).map(({ metadata }) => metadata.uid);
    expect(before.filter((uid) => !after.includes(uid))).toHaveLength(1);
  });
});
