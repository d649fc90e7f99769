import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AuditLog } from '../../world/audit-log.ts';
import { deleteObject, pathOf, readObject } from '../../world/objects.ts';
import { appSet, configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** Longer than a worker counts as alive without being heard of. */
const HANGS_MS = 9000;

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {}, audit: true }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': appSet({ name: 'shop', repoURL: url, namespace: 'red' }),
      'apps/cart/config.yaml': configMap('cart', 'one'),
    }),
  });
});

interface Lease {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly renewTime: string };
}

async function workerRenewedAt(): Promise<string | undefined> {
  const path = '/apis/coordination.k8s.io/v1/namespaces/nabe-system/leases';
  const { body } = await world().get<{ readonly items: readonly Lease[] }>(path);
  return body.items.find(({ metadata }) => metadata.name.startsWith('nabe-worker-'))?.spec.renewTime;
}

/** Stops the API server of the management cluster where it is, and lets it go on. */
async function hangManagement(): Promise<void> {
  const { pids } = world().fleet.management;
  const pid = pids.get('management-kube-apiserver') ?? Number.NaN;
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(HANGS_MS);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

describe('a worker whose management cluster hangs until its Lease has run out', () => {
  it('goes on watching its spokes: no list and no watch begins anew, and drift is undone', async () => {
    await red.untilSynced(['cart-prod']);
    const path = pathOf('configmaps', 'red', 'cart');
    const before = await workerRenewedAt();
    const log = new AuditLog(world().spoke('prod'));

    await hangManagement();

    await world().until('the worker is alive again', async () => (await workerRenewedAt()) !== before);
    await deleteObject(world(), 'prod', path);
    await world().until(
      'the deleted object is back',
      async () => (await readObject(world(), 'prod', path)) !== undefined,
    );
    // The hub leads anew, and looks after the rights of tenants.
    const ofWorker = log.requests().filter(({ resource }) => resource === 'configmaps');
    expect(ofWorker.filter(({ verb }) => verb === 'watch' || verb === 'list')).toEqual([]);
  });
});
