import { beforeEach, describe, expect, it } from 'vitest';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { Hold, RequestedOperation } from '#core/resources/application-operation.ts';
import { buildTenant } from '#testing/control-plane/resource-builders.ts';
import { OUR_MANAGER } from '#testing/spoke/fake-spoke.ts';
import { configMap, configMapKey, type Manifests, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

let world: SyncWorld;

beforeEach(() => {
  world = new SyncWorld();
});

async function run(): Promise<string[]> {
  await syncApplication(WEB, world.ports, new AbortController().signal);
  return world.events.take();
}

function sync(manifests: Manifests): Promise<string[]> {
  world.push(manifests);
  return run();
}

async function request(change: { operation?: RequestedOperation; hold?: Hold | null }): Promise<string[]> {
  const { resourceVersion } = world.application.metadata;
  const written = await world.controlPlane.request(WEB, change, resourceVersion);
  if (!written.ok) throw new Error(written.failure.message);
  return run();
}

/** What a watch would tell after somebody changed the object. */
async function drift(name: string): Promise<string[]> {
  const key = configMapKey(name);
  const object = world.spoke.get(key);
  const state =
    object === undefined
      ? { state: 'missing' as const }
      : { state: 'present' as const, uid: object.uid, entryHash: object.entryHash(OUR_MANAGER) };
  await world.queue.request(WEB, 'drift', new Map([[objectKeyId(key), state]]));
  return run();
}

describe('the events of a sync', () => {
  it('are none while all goes well', async () => {
    expect(await sync({ a: configMap('a') })).toEqual([]);
    expect(await sync({ a: configMap('a', { V: '2' }), b: configMap('b') })).toEqual([]);
    expect(await run()).toEqual([]);
  });

  it('tell a failure once, and that it is over', async () => {
    world.spoke.script.failOn('apply ConfigMap shop/a', { kind: 'invalid', message: 'data.V must be a string' });
    expect(await sync({ a: configMap('a') })).toEqual([
      expect.stringMatching(/^web Warning Invalid: Data\.V must be a string\. /),
    ]);
    world.spoke.script.failOn('apply ConfigMap shop/a', { kind: 'invalid', message: 'data.V must be a string' });
    expect(await run()).toEqual([]);
    world.spoke.script.clear();
    expect(await sync({ a: configMap('a', { V: '1' }) })).toEqual([
      expect.stringMatching(/^web Normal Synced: Synced to /),
    ]);
  });

  it('tell what the walls of the tenant refuse, once', async () => {
    world.controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceRepos: ['https://elsewhere.example/*'] } }));
    expect(await sync({ a: configMap('a') })).toEqual([expect.stringMatching(/^web Warning Refused: /)]);
    expect(await run()).toEqual([]);
  });

  it('are none while a cluster is away: thousands of Applications would say the same', async () => {
    world.spoke.script.failOn('apply ConfigMap shop/a', { kind: 'unreachable', message: 'no answer' });
    expect(await sync({ a: configMap('a') })).toEqual([]);
  });

  it('tell what drift was repaired', async () => {
    await sync({ a: configMap('a', { V: '1' }), b: configMap('b') });
    world.spoke.edit(configMapKey('a'), ['data', 'V'], 'by hand');
    expect(await drift('a')).toEqual([
      'web Normal DriftRepaired: Put back as git says: ConfigMap shop/a (was changed).',
    ]);
    world.spoke.remove(configMapKey('b'));
    expect(await drift('b')).toEqual(['web Normal DriftRepaired: Put back as git says: ConfigMap shop/b (was gone).']);
  });

  it('tell that somebody else keeps writing, and who once it is known', async () => {
    await sync({ a: configMap('a', { V: '1' }) });
    const told: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      world.spoke.edit(configMapKey('a'), ['data', 'V'], 'theirs');
      told.push(...(await drift('a')));
      world.clock.advance(1000);
    }
    const repaired = 'web Normal DriftRepaired: Put back as git says: ConfigMap shop/a (was changed).';
    expect(told).toEqual([
      ...Array.from({ length: 5 }, () => repaired),
      expect.stringContaining(
        'web Warning Contended: Somebody else keeps changing what git says: ConfigMap shop/a is ',
      ),
      expect.stringContaining(
        'web Warning Contended: Somebody else keeps changing what git says: kubectl writes data.V ',
      ),
    ]);
  });
});

describe('the events of what a person asks for', () => {
  beforeEach(async () => {
    await sync({ a: configMap('a', { V: '1' }) });
    world.events.take();
  });

  it('tell that a sync began and how it ended', async () => {
    world.spoke.edit(configMapKey('a'), ['data', 'V'], 'by hand');
    expect(await request({ operation: { sync: {}, username: 'ana' } })).toEqual([
      expect.stringMatching(/^web Normal SyncStarted: A sync to \w+ begins, as ana asked\.$/),
      expect.stringMatching(/^web Normal Synced: Synced to /),
      'web Normal DriftRepaired: Put back as git says: ConfigMap shop/a (was changed).',
    ]);
  });

  it('tell that it was canceled', async () => {
    world.spoke.script.failOn('apply ConfigMap shop/a', { kind: 'unreachable', message: 'no answer' });
    await sync({ a: configMap('a', { V: '2' }) });
    expect(await request({ operation: { cancel: {}, username: 'bob' } })).toEqual([
      expect.stringMatching(/^web Normal SyncCanceled: The sync was canceled by bob: /),
    ]);
  });

  it('tell that it is held at a commit, and that it is released', async () => {
    const first = world.application.status.sync?.commit ?? '';
    await sync({ a: configMap('a', { V: '2' }) });
    expect(await request({ hold: { commits: [first], username: 'ana' } })).toEqual([
      expect.stringMatching(/^web Normal RollbackHeld: Held at \w+ by ana: newer commits are not synced/),
    ]);
    expect(await request({ hold: null })).toEqual(['web Normal RollbackReleased: Released: it follows git again.']);
  });
});
