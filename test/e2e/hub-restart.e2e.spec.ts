import { describe, expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { AuditLog, describeRequest, isWrite } from '../world/audit-log.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTERS = ['east', 'west'];
const APPLICATIONS = ['cart-east', 'cart-west', 'search-east', 'search-west'];
const TAKE_OVER_MS = 15_000;
/** On a busy machine a worker needs ten seconds until it counts as alive; only then can it take anything over. */
const START_MS = 30_000;

let red: Team;
const world = storyWorld({ spokes: CLUSTERS.map((name) => ({ name, labels: {}, audit: true })) }, async (started) => {
  await started.startHub();
  await started.startWorker();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSynced(APPLICATIONS);
});

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }),
    'apps/cart/config.yaml': `${configMap('cart', 'one')}---\n${configMap('cart-extra', 'one')}`,
    'apps/search/config.yaml': configMap('search', 'one'),
  };
}

/** Who holds a Lease of Nabe's; undefined when nobody ever did. */
async function holderOf(lease: string): Promise<string | undefined> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/nabe-system/leases/${lease}`;
  return (await world().get<{ spec?: { holderIdentity?: string } }>(path)).body.spec?.holderIdentity;
}

/** The worker that watches a cluster. */
async function observerOf(cluster: string): Promise<string | undefined> {
  return (await world().resource<Cluster>(`namespaces/nabe-system/clusters/${cluster}`))?.status.observer;
}

async function untilArrived(cluster: string, name: string, value: string): Promise<void> {
  const hasArrived = async () =>
    (await readObject(world(), cluster, pathOf('configmaps', 'red', name)))?.data?.['VALUE'] === value;
  await waitUntil(hasArrived, {
    what: `${name} is ${value} on ${cluster}`,
    deadlineMs: 30_000,
    explain: () => world().logs(),
  });
}

describe('a hub and workers that are killed and started again with everything synced', () => {
  it('look at every spoke and write nothing to any, then go on with the next commit', async () => {
    const logs = CLUSTERS.map((cluster) => new AuditLog(world().spoke(cluster)));
    await Promise.all([...world().hubs, ...world().workers].map((program) => program.stop('SIGKILL')));
    const [hub, ...workers] = [await world().startHub(), await world().startWorker(), await world().startWorker()];
    const names = workers.map(({ name }) => name);

    const haveTakenOver = async () => {
      const observers = await Promise.all(CLUSTERS.map(observerOf));
      // Each of the two has its share.
      return (await holderOf('nabe-hub')) === hub.name && names.every((name) => observers.includes(name));
    };
    await waitUntil(haveTakenOver, {
      what: 'the new hub leads and each new worker observes one of the spokes',
      deadlineMs: START_MS + TAKE_OVER_MS,
      explain: () => world().logs(),
    });
    // The hub looks at its tenants' rights on a spoke, a worker opens watches on the tenant's objects.
    const haveLooked = async () =>
      logs.every((log) => {
        const seen = log.requests().map(describeRequest);
        return (
          seen.some((text) => text.startsWith('watch configmaps')) &&
          seen.some((text) => text.startsWith('list clusterroles'))
        );
      });
    await waitUntil(haveLooked, {
      what: 'hub and workers have looked at both spokes',
      deadlineMs: 20_000,
      explain: () => world().logs(),
    });
    // The commit comes through only when everything works again; whatever a restart would have written is written by then.
    await red.commit({ 'apps/search/config.yaml': configMap('search', 'two') }, 'Search anew');
    await Promise.all(CLUSTERS.map((cluster) => untilArrived(cluster, 'search', 'two')));
    await red.untilSynced(APPLICATIONS);

    const writes = logs.map((log) => log.requests().filter(isWrite).map(describeRequest));
    expect(writes).toEqual([['patch configmaps red/search as red'], ['patch configmaps red/search as red']]);
  });
});

describe('the leader of two hubs that is killed', () => {
  it('is followed by the other within 15 s, and a commit arrives', async () => {
    const [, leader] = world().hubs;
    const other = await world().startHub();
    expect(await holderOf('nabe-hub')).toBe(leader?.name);

    await leader?.stop('SIGKILL');
    const what = `${other.name} leads`;
    await waitUntil(async () => (await holderOf('nabe-hub')) === other.name, {
      what,
      deadlineMs: TAKE_OVER_MS,
      explain: () => world().logs(),
    });
    await red.commit({ 'apps/cart/config.yaml': configMap('cart', 'two') }, 'Cart anew, without its extra');

    await Promise.all(CLUSTERS.map((cluster) => untilArrived(cluster, 'cart', 'two')));
    await red.untilSynced(APPLICATIONS);
  });
});
