import { beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import { configMap, configMapKey, SyncWorld, WEB, type Manifests } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;
const COMPLETE = { conditions: [{ type: 'Complete', status: 'True' }], succeeded: 1 };
const FAILED = {
  conditions: [{ type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' }],
};

let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);

function job(name: string, hook: string, policy = '', image = 'one'): Manifest {
  const annotations = {
    'argocd.argoproj.io/hook': hook,
    ...(policy !== '' && { 'argocd.argoproj.io/hook-delete-policy': policy }),
  };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, annotations }, spec: { image } };
}

function jobKey(name: string): ObjectKey {
  return { group: 'batch', kind: 'Job', namespace: 'shop', name };
}

/** Jobs of these names end as soon as somebody looks at them. */
function end(ends: Readonly<Record<string, typeof COMPLETE | typeof FAILED>>): void {
  world.spoke.onRequest = (request) => {
    const [, verb, name = ''] = /^(\w+) Job shop\/(.+)$/.exec(request) ?? [];
    const status = ends[name];
    const live = world.spoke.get(jobKey(name));
    if (verb === 'read' && status !== undefined) live?.setStatus(status);
  };
}

/** What was sent about Jobs and ConfigMaps, without the looks. */
const sent = () => world.spoke.takeRequests().filter((request) => !request.startsWith('read'));
const hooks = () => world.application.status.hooks?.map(({ id, phase, outcome }) => `${phase} ${id} ${outcome ?? '-'}`);

async function synced(manifests: Manifests): Promise<void> {
  world.push(manifests);
  expect(await sync()).toMatchObject({ outcome: 'synced' });
  world.spoke.takeRequests();
}

beforeEach(() => {
  world = new SyncWorld();
});

describe('syncApplication, with hooks', () => {
  const all: Manifests = {
    a: configMap('a', { color: 'red' }),
    before: job('before', 'PreSync'),
    after: job('after', 'PostSync', 'HookSucceeded'),
    alert: job('alert', 'SyncFail'),
  };

  it('runs each at its moment, once, and deletes those that say so', async () => {
    end({ before: COMPLETE, after: COMPLETE });
    world.push(all);

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1 });
    expect(sent()).toEqual([
      'apply Job shop/before',
      'apply ConfigMap shop/a',
      'apply Job shop/after',
      'delete Job shop/after',
    ]);
    expect(hooks()).toEqual(['PreSync batch/Job/shop/before Succeeded']);
    expect(world.inventory).toEqual(['ConfigMap a']);
  });

  it('notes them before the first is created', async () => {
    end({ before: COMPLETE, after: COMPLETE });
    world.push(all);
    const noted: unknown[] = [];
    const ending = world.spoke.onRequest;
    world.spoke.onRequest = (request) => {
      if (request === 'apply Job shop/before')
        noted.push(hooks(), world.application.status.operation?.hookRun !== undefined);
      ending(request);
    };

    await sync();

    expect(noted).toEqual([
      ['PostSync batch/Job/shop/after -', 'PreSync batch/Job/shop/before -', 'SyncFail batch/Job/shop/alert -'],
      true,
    ]);
  });

  it('does not run them again when nothing changed, nor when drift is undone', async () => {
    end({ before: COMPLETE, after: COMPLETE });
    await synced(all);
    world.spoke.remove(configMapKey('a'));
    world.queue.sight(WEB, new Map([['/ConfigMap/shop/a', { state: 'missing' }]]));

    expect(await sync()).toMatchObject({ outcome: 'synced', healed: 1 });
    expect(sent()).toEqual(['apply ConfigMap shop/a']);
    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
  });

  it('runs them again after a change in git, in place of what the last run left', async () => {
    end({ before: COMPLETE, after: COMPLETE });
    await synced(all);
    world.push({ ...all, a: configMap('a', { color: 'blue' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(sent()).toEqual([
      'delete Job shop/before',
      'apply Job shop/before',
      'apply ConfigMap shop/a',
      'apply Job shop/after',
      'delete Job shop/after',
    ]);
  });

  it('gives its place back while one runs, and goes on with the same run', async () => {
    world.push(all);
    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'HookRunning' });
    expect(sent()).toEqual(['apply Job shop/before']);
    expect(world.application.status.summary).toContain('until these hooks have ended: Job shop/before (PreSync)');

    end({ before: COMPLETE, after: COMPLETE });
    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(sent()).toEqual(['apply ConfigMap shop/a', 'apply Job shop/after', 'delete Job shop/after']);
  });

  it('creates none twice when a worker died after creating it', async () => {
    world.push(all);
    world.spoke.onRequest = (request) => {
      if (request === 'read Job shop/before' && world.spoke.get(jobKey('before'))) throw new Error('the worker died');
    };
    await expect(sync()).rejects.toThrow('the worker died');
    expect(sent()).toEqual(['apply Job shop/before']);

    end({ before: COMPLETE, after: COMPLETE });
    expect(await syncApplication(WEB, world.ports, never, { isTakenOver: true })).toMatchObject({ outcome: 'synced' });
    expect(sent()).toEqual(['apply ConfigMap shop/a', 'apply Job shop/after', 'delete Job shop/after']);
  });

  it('stops at one that fails, runs those for a failure, and says why', async () => {
    end({ before: FAILED, alert: COMPLETE });
    world.push(all);

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'HookFailed' });
    expect(sent()).toEqual(['apply Job shop/before', 'apply Job shop/alert']);
    expect(world.application.status.summary).toBe(
      'The PreSync hook Job shop/before failed: Job has reached the specified backoff limit. Correct it in git; the next attempt runs all hooks again. Nabe tries again every few minutes.',
    );

    end({ before: COMPLETE, after: COMPLETE });
    world.clock.advance(60_000);
    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(sent().slice(0, 3)).toEqual(['delete Job shop/before', 'apply Job shop/before', 'apply ConfigMap shop/a']);
  });

  it('runs those for a failure after an object was refused, and deletes those of a failed run that say so', async () => {
    end({ before: COMPLETE, alert: COMPLETE });
    world.push({ ...all, before: job('before', 'PreSync', 'HookFailed') });
    world.spoke.script.failOn('apply ConfigMap shop/a', { kind: 'invalid', message: 'no' });

    expect(await sync()).toMatchObject({ outcome: 'failed' });
    expect(sent()).toEqual([
      'apply Job shop/before',
      'apply ConfigMap shop/a',
      'apply Job shop/alert',
      'delete Job shop/before',
    ]);
  });

  it('does not call a cluster that is away a failure', async () => {
    end({ before: COMPLETE, after: COMPLETE });
    world.push(all);
    world.spoke.script.failOn('apply ConfigMap shop/a', { kind: 'unreachable', message: 'No answer.' }, 1);

    expect(await sync()).toMatchObject({ outcome: 'waiting' });
    expect(sent()).toEqual(['apply Job shop/before', 'apply ConfigMap shop/a']);

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(sent()).toEqual(['apply ConfigMap shop/a', 'apply Job shop/after', 'delete Job shop/after']);
  });

  it('refuses to run one in place of an object that somebody else made', async () => {
    world.spoke.applyAs('kubectl', jobKey('before'), job('before', 'PreSync'));
    world.push(all);

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'HookNameTaken' });
    expect(world.spoke.get(jobKey('before'))).toBeDefined();
  });

  it('deletes what is left of a hook that git no longer has', async () => {
    end({ before: COMPLETE, after: COMPLETE });
    await synced(all);
    world.push({ a: configMap('a', { color: 'red' }) });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(sent()).toEqual(['delete Job shop/before']);
    expect(hooks()).toBeUndefined();
  });

  it('remembers what an earlier run left of a hook that this one did not come to', async () => {
    end({ before: FAILED, after: COMPLETE, alert: COMPLETE });
    world.push(all);
    await sync();
    end({ before: COMPLETE, after: COMPLETE });
    await sync();
    expect(hooks()).toEqual(['PreSync batch/Job/shop/before Succeeded', 'SyncFail batch/Job/shop/alert Succeeded']);

    world.push({ a: configMap('a', { color: 'red' }) });
    await sync();
    expect([...world.spoke.objects.keys()]).toEqual(['/ConfigMap/shop/a']);
    expect(hooks()).toBeUndefined();
  });

  it('names one after commit, phase and start when it only has a prefix', async () => {
    world.clock.nowMs = Date.parse('2026-05-01T10:00:00Z');
    const { metadata, ...rest } = job('', 'Sync');
    const commit = world.push({ b: { ...rest, metadata: { ...metadata, generateName: 'go-' } } });
    const name = `go-${commit.slice(0, 7)}-sync-1777629600`;
    end({ [name]: COMPLETE });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(sent()).toEqual([`apply Job shop/${name}`]);
  });

  it('leaves alone what says Skip', async () => {
    await synced({ a: configMap('a'), b: configMap('b') });
    const skipped = configMap('b', { size: 'large' }, { annotations: { 'argocd.argoproj.io/hook': 'Skip' } });
    world.push({ a: configMap('a'), b: skipped });

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 0, pruned: 0 });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);
  });

  it('refuses a phase that there is not', async () => {
    world.push({ before: job('before', 'presync') });

    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'InvalidManifests' });
    expect(world.application.status.summary).toContain('but holds "presync"');
  });
});
