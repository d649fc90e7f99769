import { beforeEach, describe, expect, it } from 'vitest';
import { RESOURCES_FINALIZER } from '#core/targeting/judge-application.ts';
import { configMap, configMapKey, inWave, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from './sync-application.ts';

const never = new AbortController().signal;
let world: SyncWorld;
const sync = (signal = never) => syncApplication(WEB, world.ports, signal);
const isThere = () => world.controlPlane.views.Application.get(WEB) !== undefined;

/** Somebody deletes the Application after it was synced. */
function markDeleted(finalizers = [RESOURCES_FINALIZER]): void {
  world.change({ metadata: { deletionTimestamp: '2026-03-04T05:06:07Z', finalizers } });
  world.spoke.takeRequests();
  world.controlPlane.takeWrites();
}

beforeEach(async () => {
  world = new SyncWorld();
  const kept = { annotations: { 'argocd.argoproj.io/sync-options': 'Delete=false' } };
  world.push({ a: configMap('a'), b: configMap('b', {}, inWave(1)), kept: configMap('kept', {}, kept) });
  world.spoke.onRequest = () => undefined;
  await sync();
});

describe('syncApplication, for an Application that is being deleted', () => {
  it('deletes its objects, last wave first, keeps those that say so, and lets it go', async () => {
    markDeleted();

    expect(await sync()).toEqual({ outcome: 'deleted', applied: 0, pruned: 2, healed: 0 });
    expect(world.spoke.takeRequests()).toEqual(['delete ConfigMap shop/b', 'delete ConfigMap shop/a']);
    expect([...world.spoke.objects.keys()]).toEqual(['/ConfigMap/shop/kept']);
    expect(world.controlPlane.takeWrites()).toEqual(['release Application tenant-red/web']);
    expect(isThere()).toBe(false);
  });

  it('leaves the objects to the cluster when the finalizer was taken off', async () => {
    markDeleted(['somebody.example/else']);

    expect(await sync()).toMatchObject({ outcome: 'gone' });
    expect(world.spoke.takeRequests()).toEqual([]);
  });

  it('keeps the Application, and says why, while a deletion is refused', async () => {
    world.spoke.script.failOn('delete ConfigMap shop/a', {
      kind: 'forbidden',
      message: 'Tenant red may not delete it.',
    });
    markDeleted();

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'Forbidden', pruned: 1 });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap kept']);
    expect(world.application.status.summary).toBe('Tenant red may not delete it. Nabe tries again every few minutes.');
  });

  it('waits for finalizers, then says which keep what, and goes on looking', async () => {
    world.spoke.edit(configMapKey('a'), ['metadata', 'finalizers'], ['backup.example/copy']);
    markDeleted();

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'DeletionPending', pruned: 2 });
    expect(world.application.status.summary).toContain(
      'Deleted and still there: ConfigMap shop/a (finalizer backup.example/copy). The controllers that set these',
    );
    expect(world.inventory).toEqual(['ConfigMap kept', 'ConfigMap a']);
    expect(world.application.status.operation?.retryAt).toBeDefined();

    world.spoke.remove(configMapKey('a'));
    expect(await sync()).toMatchObject({ outcome: 'deleted' });
    expect(isThere()).toBe(false);
  });

  it('goes on with what is left afterwards', async () => {
    world.spoke.script.failOn('delete ConfigMap shop/a', { kind: 'unreachable', message: 'No answer.' }, 1);
    markDeleted();
    expect(await sync()).toMatchObject({ outcome: 'waiting' });
    world.spoke.takeRequests();

    expect(await sync()).toMatchObject({ outcome: 'deleted' });
    expect(world.spoke.takeRequests()).toEqual(['delete ConfigMap shop/a']);
  });

  it('leaves an object alone that somebody made in place of ours', async () => {
    world.spoke.remove(configMapKey('a'));
    world.spoke.applyAs('kubectl', configMapKey('a'), configMap('a'));
    markDeleted();

    expect(await sync()).toMatchObject({ outcome: 'deleted' });
    expect(world.spoke.get(configMapKey('a'))).toBeDefined();
  });

  it('waits, and says what to do, when its cluster is not registered any more', async () => {
    world.controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'prod-eu' });
    markDeleted();

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'ClusterMissing' });
    expect(world.application.status.summary).toBe(
      'Application web is to be deleted, but its cluster prod-eu is not registered: register it again, or take the finalizer ' +
        `${RESOURCES_FINALIZER} off to leave its objects there. Nabe tries again every few minutes.`,
    );
  });

  it('hands the rest on when the worker is told to stop', async () => {
    markDeleted();
    const abort = new AbortController();
    world.spoke.onRequest = () => abort.abort();

    expect(await sync(abort.signal)).toMatchObject({ outcome: 'waiting', reason: 'Interrupted', pruned: 1 });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap kept']);
    expect(isThere()).toBe(true);
  });

  it('lets an Application go at once that owns nothing', async () => {
    world = new SyncWorld();
    markDeleted();

    expect(await sync()).toMatchObject({ outcome: 'deleted', pruned: 0 });
    expect(isThere()).toBe(false);
  });
});

describe('syncApplication, for an Application with hooks that is being deleted', () => {
  const COMPLETE = { conditions: [{ type: 'Complete', status: 'True' }] };
  const FAILED = { conditions: [{ type: 'Failed', status: 'True', message: 'no' }] };

  function job(name: string, hook: string) {
    const metadata = { name, annotations: { 'argocd.argoproj.io/hook': hook } };
    return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: {} };
  }

  /** Every Job ends like this as soon as somebody looks at it. */
  function end(status: typeof COMPLETE): void {
    world.spoke.onRequest = (request) => {
      const name = /^read Job shop\/(.+)$/.exec(request)?.[1];
      if (name !== undefined)
        world.spoke.get({ group: 'batch', kind: 'Job', namespace: 'shop', name })?.setStatus(status);
    };
  }

  const sent = () => world.spoke.takeRequests().filter((request) => !request.startsWith('read'));

  beforeEach(async () => {
    world = new SyncWorld();
    end(COMPLETE);
    world.push({
      a: configMap('a'),
      migrate: job('migrate', 'PreSync'),
      drain: job('drain', 'PreDelete'),
      bill: job('bill', 'PostDelete'),
    });
    await sync();
    markDeleted();
  });

  it('runs them before and after its objects go, and takes what is left of those of syncs along', async () => {
    expect(await sync()).toMatchObject({ outcome: 'deleted', pruned: 1 });
    expect(sent()).toEqual([
      'apply Job shop/drain',
      'delete ConfigMap shop/a',
      'apply Job shop/bill',
      'delete Job shop/migrate',
    ]);
    expect(isThere()).toBe(false);
  });

  it('deletes nothing while one of them fails', async () => {
    end(FAILED);

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'HookFailed' });
    expect(sent()).toEqual(['apply Job shop/drain']);
    expect(isThere()).toBe(true);
  });

  it('goes on with the same run when one takes longer', async () => {
    world.spoke.onRequest = () => undefined;
    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'HookRunning' });
    end(COMPLETE);

    expect(await sync()).toMatchObject({ outcome: 'deleted' });
    expect(sent()).toEqual([
      'apply Job shop/drain',
      'delete ConfigMap shop/a',
      'apply Job shop/bill',
      'delete Job shop/migrate',
    ]);
  });

  it('waits while git cannot be read, and says how to go without them', async () => {
    world.git.loseMirrors();
    world.git.script.failOn('fetch', { kind: 'unreachable', message: 'no route to host' });

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'RepositoryUnreachable' });
    expect(world.application.status.summary).toContain(
      'the hooks for it cannot be read. No route to host. To let it go',
    );
    expect(sent()).toEqual([]);
  });
});
