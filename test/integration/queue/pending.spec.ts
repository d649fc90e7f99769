import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PendingStore } from '#adapters/queue/pending/pending-store.ts';
import { RedisSyncQueue } from '#adapters/queue/pending/redis-sync-queue.ts';
import type { RedisLink } from '#adapters/queue/redis/redis-link.ts';
import type { ObservedState } from '#flows/ports/sync-queue.port.ts';
import { applicationOf, QueueFixture } from './queue-fixture.ts';

let fixture: QueueFixture;
let link: RedisLink;
let queue: RedisSyncQueue;
let store: PendingStore;

beforeAll(async () => {
  fixture = await QueueFixture.start();
  link = await fixture.link();
  queue = new RedisSyncQueue(link);
  store = new PendingStore(link);
});
beforeEach(async () => void (await link.client.flushall()));
afterAll(async () => fixture.close());

async function pendingOf(namespace: string): Promise<readonly string[]> {
  const pages = await store.peek([{ namespace, offset: 0, count: 100 }]);
  return pages.flatMap((page) => page.entries.map((entry) => `${entry.urgency} ${entry.application.name}`));
}

describe('RedisSyncQueue.request', () => {
  it('keeps one entry for an Application, with the higher urgency', async () => {
    await queue.request(applicationOf('red/web'), 'change');
    await queue.request(applicationOf('red/web'), 'person');
    await queue.request(applicationOf('red/web'), 'sweep');
    expect(await pendingOf('red')).toEqual(['person web']);
  });

  it('orders by urgency, then by arrival', async () => {
    for (const [name, urgency] of [
      ['a', 'sweep'],
      ['b', 'change'],
      ['c', 'drift'],
      ['d', 'person'],
    ] as const) {
      await queue.request(applicationOf(`red/${name}`), urgency);
    }
    expect(await pendingOf('red')).toEqual(['person d', 'drift c', 'change b', 'sweep a']);
    expect(await store.tenants()).toEqual(['red']);
  });
});

function seen(entries: readonly (readonly [string, ObservedState])[]): ReadonlyMap<string, ObservedState> {
  return new Map(entries);
}

describe('RedisSyncQueue.takeSightings', () => {
  it('answers what was seen, newest state of each object, and only once', async () => {
    await queue.request(
      applicationOf('red/web'),
      'drift',
      seen([['one', { state: 'present', uid: 'u1', entryHash: 'h1' }]]),
    );
    await queue.request(
      applicationOf('red/web'),
      'drift',
      seen([
        ['one', { state: 'missing' }],
        ['two', { state: 'present', uid: 'u2' }],
      ]),
    );
    expect(await queue.takeSightings(applicationOf('red/web'))).toEqual(
      seen([
        ['one', { state: 'missing' }],
        ['two', { state: 'present', uid: 'u2' }],
      ]),
    );
    expect(await queue.takeSightings(applicationOf('red/web'))).toEqual(new Map());
  });

  it('stays within its bound and its time to live', async () => {
    const many = new Map(
      Array.from({ length: 10_050 }, (_, index) => [`object-${index}`, { state: 'missing' } as const]),
    );
    await queue.request(applicationOf('red/web'), 'drift', many);
    expect(await link.client.pttl('nabe:{q}:sightings:red/web')).toBeGreaterThan(3_500_000);
    expect((await queue.takeSightings(applicationOf('red/web'))).size).toBe(10_000);
  });
});

describe('PendingStore', () => {
  it('restores claims that were not confirmed, without losing a more urgent request of meanwhile', async () => {
    await queue.request(applicationOf('red/web'), 'change');
    await queue.request(applicationOf('red/api'), 'change');
    const claimed = await store.claim([applicationOf('red/web'), applicationOf('red/api'), applicationOf('red/none')]);
    expect(claimed.map((one) => one.application.name)).toEqual(['web', 'api']);
    expect(await store.tenants()).toEqual([]);
    await queue.request(applicationOf('red/api'), 'person');
    await store.restore();
    expect(await pendingOf('red')).toEqual(['person api', 'change web']);
    expect(await link.client.exists('nabe:{q}:claimed')).toBe(0);
  });

  it('keeps a request that arrived between claim and confirmation', async () => {
    await queue.request(applicationOf('red/web'), 'change');
    await store.claim([applicationOf('red/web')]);
    await queue.request(applicationOf('red/web'), 'drift');
    await store.confirm([applicationOf('red/web')]);
    await store.restore();
    expect(await pendingOf('red')).toEqual(['drift web']);
  });
});
