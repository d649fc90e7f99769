import { beforeEach, describe, expect, it } from 'vitest';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { assessSyncNeed } from '#core/status/sync-need.ts';
import { configMap, configMapKey, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { OUR_MANAGER } from '#testing/spoke/fake-spoke.ts';
import { syncApplication } from '../sync-application.ts';

const signal = new AbortController().signal;
const MINUTE = 60_000;
const key = configMapKey('web');
const FIGHT =
  'Somebody else keeps changing what git says: kubectl writes data.VALUE of ConfigMap shop/web. ' +
  'Nabe undoes that at most six times an hour now. Leave the field out of the manifest, or stop the other writer.';

let world: SyncWorld;

beforeEach(async () => {
  world = new SyncWorld();
  world.push({ web: configMap('web', { VALUE: 'git' }), other: configMap('other') });
  await syncApplication(WEB, world.ports, signal);
  world.spoke.takeRequests();
});

/** What a fighting controller does, and the observer's request that follows. */
async function fight(): Promise<string> {
  world.spoke.edit(key, ['data', 'VALUE'], 'theirs');
  const { uid } = world.spoke.live(key);
  const entryHash = world.spoke.live(key).entryHash(OUR_MANAGER);
  await world.queue.request(WEB, 'drift', new Map([[objectKeyId(key), { state: 'present', uid, entryHash }]]));
  return (await syncApplication(WEB, world.ports, signal)).outcome;
}

async function rounds(count: number): Promise<string[]> {
  const outcomes: string[] = [];
  for (let round = 0; round < count; round += 1) {
    outcomes.push(await fight());
    world.clock.advance(1000);
  }
  return outcomes;
}

function told() {
  const { sync, conditions = [], contention = [] } = world.application.status;
  const contended = conditions.map(({ type, status, reason, message }) => ({ type, status, reason, message }));
  return { sync: sync?.status, contended, left: contention.map(({ left }) => left) };
}

const condition = { type: 'Contended', status: 'True', reason: 'OtherWriter', message: FIGHT };

describe('syncApplication, for an object that somebody else keeps changing', () => {
  it('undoes it five times, then leaves it and says why', async () => {
    expect(await rounds(7)).toEqual(['synced', 'synced', 'synced', 'synced', 'synced', 'held', 'held']);

    expect(told()).toEqual({ sync: 'OutOfSync', contended: [condition], left: ['changed'] });
    expect(world.application.status.summary).toBe(FIGHT);
    const applies = world.spoke.takeRequests().filter((request) => request.startsWith('apply'));
    expect(applies).toEqual(Array.from({ length: 5 }, () => 'apply ConfigMap shop/web'));
  });

  it('is asked for again by the hub when ten minutes are over, undoes it once more, and then waits for the hour', async () => {
    await rounds(6);
    const { inputsDigest = '' } = world.application.status.sync ?? {};
    const need = assessSyncNeed(world.application, inputsDigest, world.clock.now());
    expect(need.kind).toBe('later');
    world.clock.advance(10 * MINUTE);
    expect(assessSyncNeed(world.application, inputsDigest, world.clock.now()).kind).toBe('now');

    expect((await syncApplication(WEB, world.ports, signal)).outcome).toBe('synced');
    expect(told()).toEqual({ sync: 'Synced', contended: [condition], left: [undefined] });
    expect(await fight()).toBe('held');
    world.clock.advance(30 * MINUTE);
    expect(await fight()).toBe('held');
  });

  it('says nothing any more when nobody has fought for an hour', async () => {
    await rounds(6);
    world.clock.advance(10 * MINUTE);
    await syncApplication(WEB, world.ports, signal);
    world.clock.advance(51 * MINUTE);

    await syncApplication(WEB, world.ports, signal);

    expect(told()).toMatchObject({ sync: 'Synced', contended: [] });
  });

  it('goes on applying what a commit changes, of this object and of others', async () => {
    await rounds(6);
    world.spoke.takeRequests();
    world.push({ web: configMap('web', { VALUE: 'new' }), other: configMap('other', { A: '1' }) });

    await syncApplication(WEB, world.ports, signal);

    expect(world.spoke.takeRequests().toSorted()).toEqual(['apply ConfigMap shop/other', 'apply ConfigMap shop/web']);
    expect(told().sync).toBe('Synced');
  });
});
