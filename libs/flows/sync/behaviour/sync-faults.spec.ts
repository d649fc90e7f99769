import { beforeEach, describe, expect, it } from 'vitest';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import {
  configMap,
  configMapKey,
  inWave,
  REPOSITORY_URL,
  SyncWorld,
  WEB,
  type Manifests,
} from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;
const two: Manifests = { a: configMap('a', { color: 'red' }), b: configMap('b', { size: 'small' }) };
const unreachable: SpokeFailure = { kind: 'unreachable', message: 'Cluster prod-eu does not answer' };

let world: SyncWorld;
const sync = (signal = never) => syncApplication(WEB, world.ports, signal);

beforeEach(() => {
  world = new SyncWorld();
});

describe('syncApplication, when the spoke refuses', () => {
  it.each<{ name: string; failure: SpokeFailure; phase: string; reason: string; next: string }>([
    {
      name: 'waits for a cluster that cannot be reached',
      failure: unreachable,
      phase: 'Waiting',
      reason: 'ClusterUnreachable',
      next: 'by itself',
    },
    {
      name: 'waits for a namespace that is not there yet',
      failure: { kind: 'not-found', message: 'Namespace shop is not there' },
      phase: 'Waiting',
      reason: 'NotFound',
      next: 'by itself',
    },
    {
      name: 'fails when the hub is not known there',
      failure: { kind: 'unauthorized', message: 'The token of prod-eu is not valid' },
      phase: 'Failed',
      reason: 'ClusterUnauthorized',
      next: 'every few minutes',
    },
    {
      name: 'fails when the tenant may not do it',
      failure: { kind: 'forbidden', message: 'Tenant red may not patch it' },
      phase: 'Failed',
      reason: 'Forbidden',
      next: 'every few minutes',
    },
    {
      name: 'fails when an object is not valid',
      failure: { kind: 'invalid', message: 'Data: not a map' },
      phase: 'Failed',
      reason: 'Invalid',
      next: 'every few minutes',
    },
  ])('$name', async ({ failure, phase, reason, next }) => {
    world.push(two);
    world.spoke.script.failOn('apply ConfigMap shop/b', failure);

    await sync();

    const { operation, summary, sync: state, results } = world.application.status;
    expect(operation).toMatchObject({ phase, reason, attempts: 1, retryAt: '2026-03-04T05:06:12Z' });
    expect(summary).toBe(`${failure.message}. Nabe tries again ${next}.`);
    expect(state?.status).toBe('OutOfSync');
    expect(results).toEqual([{ id: '/ConfigMap/shop/b', outcome: 'failed', message: `${failure.message}.` }]);
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b?']);
  });

  it('goes on by itself when the spoke is back, and only with what is left', async () => {
    world.push(two);
    world.spoke.script.failOn('apply ConfigMap shop/b', unreachable, 1);
    await sync();
    world.spoke.takeRequests();

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1 });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/b']);
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
  });

  it('counts the attempts, and pauses longer each time', async () => {
    world.push(two);
    world.spoke.script.failOn('apply', unreachable);
    await sync();
    await sync();

    expect(world.application.status.operation).toMatchObject({ attempts: 2, retryAt: '2026-03-04T05:06:17Z' });
  });

  it('stops trying at the limit of the retry policy', async () => {
    world.change({ spec: { syncPolicy: { automated: { prune: true }, retry: { limit: 0 } } } });
    world.push(two);
    world.spoke.script.failOn('apply', unreachable);

    expect(await sync()).toMatchObject({ outcome: 'stalled' });
    expect(world.application.status.operation?.retryAt).toBeUndefined();
  });

  it('names who owns the fields of an object that was there before', async () => {
    world.spoke.applyAs('operator', configMapKey('a'), configMap('a', { color: 'green' }, { namespace: 'shop' }));
    world.push(two);

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'FieldConflict' });
    expect(world.application.status.summary).toBe(
      'ConfigMap shop/a: operator own fields that git sets. Nabe tries again every few minutes.',
    );
    expect(world.spoke.live(configMapKey('a')).toJson()).toMatchObject({ data: { color: 'green' } });
  });

  it('applies an object again whose last apply was not confirmed', async () => {
    world.push(two);
    await sync();
    world.push({ ...two, b: configMap('b', { size: 'large' }) });
    world.spoke.script.failOn('apply ConfigMap shop/b', unreachable, 1);
    await sync();
    world.push(two);
    world.spoke.takeRequests();

    await sync();

    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/b']);
  });

  it('keeps an object in the inventory whose deletion was refused', async () => {
    world.push(two);
    await sync();
    world.push({ a: configMap('a', { color: 'red' }) });
    world.spoke.script.failOn('delete', { kind: 'forbidden', message: 'Tenant red may not delete it' });

    expect(await sync()).toMatchObject({ outcome: 'failed' });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
  });

  it('says when no kind of the manifests can be looked up', async () => {
    world.push(two);
    world.spoke.script.failOn('resolve', unreachable);

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'ClusterUnreachable' });
    expect(world.inventory).toEqual([]);
  });
});

describe('syncApplication, when git cannot be read', () => {
  it('keeps everything and tries again when the repository is down', async () => {
    world.push(two);
    await sync();
    world.push({ a: configMap('a', { color: 'blue' }) });
    world.git.script.failOn(`fetch ${REPOSITORY_URL}`, {
      kind: 'unreachable',
      message: 'Cannot reach git.example.',
    });

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'RepositoryUnreachable' });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
    expect(world.application.status.summary).toBe('Cannot reach git.example. Nabe tries again by itself.');
  });

  it('waits for a change while the revision has no commit', async () => {
    world.push(two);
    world.change({ spec: { source: { repoURL: REPOSITORY_URL, path: 'web', targetRevision: 'v9' } } });

    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'RevisionUnresolved' });
  });
});

describe('syncApplication, when the worker dies', () => {
  class Killed extends Error {}

  it('loses no object that was created before anyone wrote it down', async () => {
    world.push(two);
    world.spoke.onRequest = (request) => {
      if (request === 'apply ConfigMap shop/b') throw new Killed();
    };
    await expect(sync()).rejects.toThrow(Killed);
    expect(world.inventory).toEqual(['ConfigMap a?', 'ConfigMap b?']);
    world.spoke.onRequest = () => undefined;

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
  });

  it('prunes what it had created, when git no longer wants it by then', async () => {
    world.push(two);
    world.spoke.onRequest = (request) => {
      if (request === 'apply ConfigMap shop/b') throw new Killed();
    };
    await expect(sync()).rejects.toThrow(Killed);
    world.spoke.onRequest = () => undefined;
    world.push({ b: configMap('b', { size: 'small' }) });
    world.spoke.takeRequests();

    await sync();

    expect(world.spoke.takeRequests()).toEqual([
      'read ConfigMap shop/a',
      'delete ConfigMap shop/a',
      'apply ConfigMap shop/b',
    ]);
    expect(world.inventory).toEqual(['ConfigMap b']);
  });

  it('never prunes an object of somebody else that it only meant to create', async () => {
    world.spoke.applyAs('operator', configMapKey('a'), configMap('a', { color: 'green' }, { namespace: 'shop' }));
    world.push(two);
    await sync();
    world.push({ b: configMap('b', { size: 'small' }) });
    world.spoke.takeRequests();

    await sync();

    expect(world.spoke.takeRequests()).toEqual(['read ConfigMap shop/a']);
    expect(world.spoke.get(configMapKey('a'))).toBeDefined();
    expect(world.inventory).toEqual(['ConfigMap b']);
  });

  it('applies everything anew when git goes back to what was synced before', async () => {
    world.push({ a: configMap('a', { color: 'red' }) });
    await sync();
    world.push({ a: configMap('a', { color: 'blue' }), b: configMap('b') });
    world.spoke.onRequest = (request) => {
      if (request === 'apply ConfigMap shop/b') throw new Killed();
    };
    await expect(sync()).rejects.toThrow(Killed);
    world.spoke.onRequest = () => undefined;
    world.push({ a: configMap('a', { color: 'red' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(world.spoke.live(configMapKey('a')).toJson()).toMatchObject({ data: { color: 'red' } });
    expect(world.inventory).toEqual(['ConfigMap a']);
  });

  it('throws when the status cannot be written, so that the job runs again, and then sends what was not confirmed', async () => {
    world.push(two);
    await sync();
    world.push({ ...two, b: configMap('b', { size: 'large' }) });
    world.controlPlane.script.failOn('status', { kind: 'unavailable', message: 'no answer' }, 1);
    await expect(sync()).rejects.toThrow('cannot write the status of Application tenant-red/web: no answer');
    world.spoke.takeRequests();

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/b']);
  });
});

describe('syncApplication, when the worker is told to stop', () => {
  it('starts no further wave and hands the rest on', async () => {
    world.push({ a: configMap('a'), b: configMap('b', {}, inWave(1)) });
    const abort = new AbortController();
    world.spoke.onRequest = (request) => {
      if (request === 'apply ConfigMap shop/a') abort.abort();
    };

    expect(await sync(abort.signal)).toMatchObject({ outcome: 'waiting', reason: 'Interrupted' });
    expect(world.spoke.takeRequests()).toEqual(['apply ConfigMap shop/a']);
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b?']);
    expect(world.application.status.summary).toBe(
      'The worker was stopped before every object was as wanted. Nabe tries again by itself.',
    );
  });

  it('does not blame the cluster for a request that was called off', async () => {
    world.push(two);
    const abort = new AbortController();
    world.spoke.onRequest = (request) => {
      if (request === 'apply ConfigMap shop/b') abort.abort();
    };
    world.spoke.script.failOn('apply ConfigMap shop/b', {
      kind: 'unreachable',
      message: 'The request was called off.',
    });

    expect(await sync(abort.signal)).toMatchObject({ outcome: 'waiting', reason: 'Interrupted', applied: 1 });
    expect(world.application.status.summary).toBe(
      'The worker was stopped before every object was as wanted. Nabe tries again by itself.',
    );
  });
});
