import { describe, expect, it } from 'vitest';
import type { Condition } from '#core/model/conditions.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import type { Repository } from '#core/resources/repository.ts';
import { editObject, listObjects, pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const APPLICATIONS = ['cart-prod', 'search-prod'];
/** One for the drift, one because the hub knows better inputs, then those with pauses of 2 s and 4 s, by times rounded to seconds. */
const ATTEMPTS = 4;
const ATTEMPTS_TAKE_MS = 4000;
/** Failed polls to see before it counts that nothing changes with them. */
const FURTHER_FAILURES = 3;

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': appSet({ name: 'shop', repoURL: url, namespace: 'red' }),
      'apps/cart/config.yaml': configMap('cart', 'one'),
      'apps/search/config.yaml': configMap('search', 'one'),
    }),
  });
});

async function readiness(): Promise<Condition | undefined> {
  const repository = await world().resource<Repository>('namespaces/tenant-red/repositories/red');
  return repository?.status.conditions?.find(({ type }) => type === 'Ready');
}

async function untilNotReady(reason: string, message = /./): Promise<Condition> {
  return world().until(`the Repository is ${reason} and says ${message}`, async () => {
    const condition = await readiness();
    return condition?.status === 'False' && condition.reason === reason && message.test(condition.message) && condition;
  });
}

function untilReady(): Promise<boolean> {
  return world().until('the Repository is ready', async () => (await readiness())?.status === 'True');
}

/** Polls of git that failed since the hub started. */
async function failedPolls(): Promise<number> {
  const text = await (await fetch(`${world().apiUrl}/metrics`)).text();
  return Number(/nabe_repository_polls_total\{outcome="failed"\} (\d+)/.exec(text)?.[1] ?? 0);
}

/** Everything that an outage of git must leave as it is. */
async function lastKnownState() {
  const applications = (await red.applications()).map(({ metadata: { name, uid, generation }, status }) => ({
    name,
    uid,
    generation,
    status,
  }));
  const objects = (await listObjects(world(), 'prod', pathOf('configmaps', 'red'))).map(({ metadata }) => metadata);
  return { applications, objects };
}

async function valueOf(name: string): Promise<string | undefined> {
  return (await readObject(world(), 'prod', pathOf('configmaps', 'red', name)))?.data?.['VALUE'];
}

describe('a repository that cannot be reached', () => {
  it('says since when and why, and everything stays as it was known last', async () => {
    await red.untilSynced(APPLICATIONS);
    const before = await lastKnownState();

    await world().fleet.git.stop();
    // A poll that was on its way when the server stopped has its own words: its answer broke off.
    const first = await untilNotReady(
      'Unreachable',
      /takes no connection.* The commits read last stay in use and nothing is deleted; Nabe keeps trying\./,
    );
    const seen = await failedPolls();
    await world().until('git was asked in vain again', async () => (await failedPolls()) >= seen + FURTHER_FAILURES);

    expect(await readiness()).toEqual(first);
    expect(await lastKnownState()).toEqual(before);
    const shown = await world().nabe('app', 'get', 'cart-prod');
    expect(shown.stdout).toMatch(/Sync: +Synced/);
    expect(shown.stdout).toContain(`Repository ${red.url} has not been readable since ${first.lastTransitionTime}`);
  });

  it('catches up with a commit made meanwhile when it answers again', async () => {
    const commit = await red.commit(
      { 'apps/cart/config.yaml': configMap('cart', 'two') },
      'Change the cart while nobody can fetch it',
    );

    await world().fleet.git.start();

    await untilReady();
    await world().until('the commit has arrived', async () => (await valueOf('cart')) === 'two');
    await world().until(
      'the commit is in the status',
      async () => (await red.application('cart-prod'))?.status.sync?.commit === commit,
    );
    await red.untilSynced(APPLICATIONS);
  });

  it('is asked again with growing pauses by a worker that has no copy and drift to undo', async () => {
    await world().fleet.git.stop();
    await Promise.all(world().workers.map((program) => program.stop('SIGTERM')));
    await world().startWorker();
    await editObject(world(), 'prod', pathOf('configmaps', 'red', 'cart'), { data: { VALUE: 'by hand' } });

    const starts: number[] = [];
    await world().until(`Application cart-prod was tried ${ATTEMPTS} times`, async () => {
      const { operation } = (await red.application('cart-prod'))?.status ?? {};
      if (operation?.reason !== 'RepositoryUnreachable') return false;
      starts.push(Date.parse(operation.startedAt ?? ''));
      return (operation.attempts ?? 0) >= ATTEMPTS;
    });

    expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThanOrEqual(ATTEMPTS_TAKE_MS);
    await world().fleet.git.start();
    await world().until('the edit is undone', async () => (await valueOf('cart')) === 'two');
    await red.untilSynced(APPLICATIONS);
  });

  it('deletes nothing when hub and worker start anew, with empty caches, while it is away', async () => {
    const before = await lastKnownState();
    const uids = (state: typeof before) => ({
      applications: state.applications.map(({ uid }) => uid),
      objects: state.objects,
    });
    await world().fleet.git.stop();
    await untilNotReady('Unreachable');

    await Promise.all([...world().hubs, ...world().workers].map((program) => program.stop('SIGTERM')));
    await world().startHub();
    await world().startWorker();

    const told = await world().until('the ApplicationSet says what it lacks', async () => {
      const set = await world().resource<ApplicationSet>('namespaces/tenant-red/applicationsets/shop');
      return set?.status?.conditions?.find(({ type, status }) => type === 'Ready' && status === 'False');
    });
    expect(told).toMatchObject({
      reason: 'FactsIncomplete',
      message: expect.stringContaining('All Applications of this set stay as they are.'),
    });
    expect(uids(await lastKnownState())).toEqual(uids(before));
    await world().fleet.git.start();
    await red.untilSynced(APPLICATIONS);
    expect(uids(await lastKnownState())).toEqual(uids(before));
  });
});

describe('a repository that refuses the credentials', () => {
  it('is Unauthorized, and everything stays as it was known last', async () => {
    await untilReady();
    await red.untilSynced(APPLICATIONS);
    const before = await lastKnownState();

    world().fleet.git.changeUser('red', { username: 'git', password: 'the-new-password' });

    const told = await untilNotReady('Unauthorized');
    const seen = await failedPolls();
    await world().until('git has refused again', async () => (await failedPolls()) >= seen + FURTHER_FAILURES);
    expect(await readiness()).toEqual(told);
    expect(told.message).toContain('the owner of the Repository has to renew the Secret it names');
    expect(await lastKnownState()).toEqual(before);
  });

  it('goes on by itself when the Secret is right again', async () => {
    await red.commit(
      { 'apps/search/config.yaml': configMap('search', 'two') },
      'Change the search while nobody may fetch it',
    );

    await world().put('/api/v1/namespaces/tenant-red/secrets/red-git', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: 'tenant-red', name: 'red-git' },
      stringData: { username: 'git', password: 'the-new-password' },
    });

    await untilReady();
    await world().until('the commit has arrived', async () => (await valueOf('search')) === 'two');
    await red.untilSynced(APPLICATIONS);
    expect((await world().nabe('app', 'get', 'search-prod')).stdout).not.toContain('has not been readable since');
  });
});
