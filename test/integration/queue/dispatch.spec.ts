import { createSecretKey, randomBytes } from 'node:crypto';
import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DispatchFacts } from '#adapters/queue/dispatch/dispatch-facts.ts';
import { Dispatcher } from '#adapters/queue/dispatch/dispatcher.ts';
import { WorkerSlots } from '#adapters/queue/dispatch/worker-slots.ts';
import { sealEnvelope, type SyncJob } from '#adapters/queue/jobs/envelope.ts';
import { applicationId, defineSyncJob, syncQueueName, syncQueuePrefix } from '#adapters/queue/jobs/jobs.ts';
import { Quarantine } from '#adapters/queue/jobs/quarantine.ts';
import { type Handover, SyncWorker } from '#adapters/queue/jobs/sync-worker.ts';
import { RedisSyncQueue } from '#adapters/queue/pending/redis-sync-queue.ts';
import type { RedisLink } from '#adapters/queue/redis/redis-link.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { applicationOf, clock, envelopeKeys, facts, QueueFixture, silentLog } from './queue-fixture.ts';

let fixture: QueueFixture;
let link: RedisLink;
let queue: RedisSyncQueue;
let ends: (() => Promise<void>)[] = [];

beforeAll(async () => void (fixture = await QueueFixture.start()));
beforeEach(async () => {
  await fixture.empty();
  link = await fixture.link();
  queue = new RedisSyncQueue(link);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  fixture.closeLinks();
});
afterAll(async () => fixture.close());

function dispatch(known: DispatchFacts = facts()): void {
  const stop = new AbortController();
  const running = new Dispatcher({ link, facts: known, keys: () => envelopeKeys, clock, log: silentLog }).run(
    stop.signal,
  );
  ends.push(async () => {
    stop.abort();
    await running;
  });
}

function work(
  concurrency: number,
  sync: (application: ApplicationName, signal: AbortSignal, handover: Handover) => Promise<void | string>,
  onQuarantined: (reason: string) => void = ignore,
): void {
  const worker = new SyncWorker({
    link,
    identity: randomBytes(4).toString('hex'),
    concurrency,
    keys: () => envelopeKeys,
    clock,
    log: silentLog,
    sync: async (...job) => (await sync(...job)) ?? '',
    onQuarantined,
  });
  const withdraw = new WorkerSlots(link).announce('worker', concurrency);
  ends.unshift(() => worker.stop(0), withdraw);
}

function jobOf(id: string): SyncJob {
  return { application: applicationOf(id), seen: facts().seen(), isSighted: false };
}

function ignore(): void {}

async function until(what: string, check: () => boolean): Promise<void> {
  await waitUntil(() => Promise.resolve(check()), { what, deadlineMs: 15_000, intervalMs: 10 });
}

describe('from request to sync', () => {
  it('lets a tenant with 10 pass one with 2,000', async () => {
    const synced: string[] = [];
    const requests = Array.from({ length: 2_000 }, (_, index) =>
      queue.request(applicationOf(`big/app-${index}`), 'change'),
    );
    await Promise.all(requests);
    for (let index = 0; index < 10; index += 1) await queue.request(applicationOf(`small/app-${index}`), 'change');
    work(4, async (application) => void synced.push(application.namespace));
    dispatch();
    await until('all of the small tenant are synced', () => synced.filter((one) => one === 'small').length === 10);
    expect(synced.lastIndexOf('small')).toBeLessThan(40);
    await until('all are synced', () => synced.length === 2_010);
    expect(synced).toHaveLength(2_010);
  });

  it('says whether there is anything sighted to ask for', async () => {
    const sighted: Record<string, boolean> = {};
    dispatch();
    work(1, async ({ name }, _signal, { isSighted }) => void (sighted[name] = isSighted));
    await queue.request(applicationOf('red/drifted'), 'drift', new Map([['/ConfigMap/shop/a', { state: 'missing' }]]));
    await queue.request(applicationOf('red/pushed'), 'change');
    await until('both are synced', () => Object.keys(sighted).length === 2);
    expect(sighted).toEqual({ drifted: true, pushed: false });
  });

  it('tells the next sync of an Application what the one before has written, until the hub has seen it', async () => {
    const wanted: (string | undefined)[] = [];
    let hubHasSeen = '10';
    dispatch(facts({ seen: () => ({ ...facts().seen(), application: hubHasSeen }) }));
    work(1, async (_application, _signal, { seen }) => {
      wanted.push(seen?.application);
      return '12';
    });
    for (const version of ['10', '11', '13']) {
      hubHasSeen = version;
      const before = wanted.length;
      await queue.request(applicationOf('red/web'), 'change');
      await until(`a sync after the hub has seen ${version}`, () => wanted.length > before);
      await clock.sleep(200);
    }
    expect(wanted).toEqual(['10', '12', '13']);
  });

  it('runs a request that arrives during a sync once more afterwards, and two of them once', async () => {
    const running = new Set<string>();
    const starts: string[] = [];
    let overlaps = 0;
    let release = ignore;
    const released = new Promise<void>((resolve) => (release = resolve));
    work(4, async (application) => {
      const id = applicationId(application);
      overlaps += running.has(id) ? 1 : 0;
      running.add(id);
      starts.push(id);
      if (starts.length === 1) await released;
      running.delete(id);
    });
    dispatch();
    await queue.request(applicationOf('red/web'), 'change');
    await until('the sync runs', () => starts.length === 1);
    await queue.request(applicationOf('red/web'), 'drift');
    await queue.request(applicationOf('red/web'), 'change');
    await queue.request(applicationOf('red/api'), 'change');
    await until('the other Application is synced', () => starts.length === 2);
    release();
    await until('it is synced again', () => starts.length === 3);
    await clock.sleep(300);
    expect({ starts, overlaps }).toEqual({ starts: ['red/web', 'red/api', 'red/web'], overlaps: 0 });
  });

  it("puts a person's request ahead of what waits", async () => {
    const synced: string[] = [];
    for (let index = 0; index < 50; index += 1) await queue.request(applicationOf(`red/app-${index}`), 'sweep');
    work(1, async (application) => {
      synced.push(applicationId(application));
      if (synced.length === 3) await queue.request(applicationOf('red/wanted'), 'person');
      await clock.sleep(20);
    });
    dispatch();
    await until('the wanted one is synced', () => synced.includes('red/wanted'));
    expect(synced.indexOf('red/wanted')).toBeLessThan(8);
  });

  it('leaves the Applications of a cluster that is down pending and finds the others behind them', async () => {
    const synced: string[] = [];
    let down = true;
    for (let index = 0; index < 300; index += 1) await queue.request(applicationOf(`red/down-${index}`), 'change');
    await queue.request(applicationOf('red/up'), 'change');
    await queue.request(applicationOf('red/gone'), 'change');
    work(2, async ({ name }) => void synced.push(name));
    dispatch(
      facts({
        application: ({ name }) =>
          name === 'gone' ? { kind: 'drop' } : { kind: 'ready', cluster: name.startsWith('down') ? 'us' : 'eu' },
        cluster: (name) => ({ ready: name !== 'us' || !down, concurrentSyncs: 100 }),
      }),
    );
    await until('the reachable one is synced', () => synced.length > 0);
    expect(synced).toEqual(['up']);
    expect(await link.client.zcard('nabe:{q}:pending:red')).toBe(300);
    down = false;
    await until('the cluster catches up', () => synced.length === 301);
    expect(synced).toHaveLength(301);
  });

  it("never runs more of a cluster's Applications than it takes", async () => {
    let running = 0;
    let most = 0;
    let done = 0;
    for (let index = 0; index < 40; index += 1) await queue.request(applicationOf(`red/app-${index}`), 'change');
    work(16, async () => {
      running += 1;
      most = Math.max(most, running);
      await clock.sleep(5);
      running -= 1;
      done += 1;
    });
    dispatch(facts({ cluster: () => ({ ready: true, concurrentSyncs: 3 }) }));
    await until('all are synced', () => done === 40);
    expect(most).toBeLessThanOrEqual(3);
  });
});

describe('a sync that throws', () => {
  it('is over, leaves no detail of the error in Redis and does not stop the next', async () => {
    const synced: string[] = [];
    work(1, async ({ name }) => {
      synced.push(name);
      if (name === 'bad') throw new Error('the password is hunter2');
    });
    dispatch();
    await queue.request(applicationOf('red/bad'), 'person');
    await queue.request(applicationOf('red/good'), 'change');
    await until('both are synced', () => synced.length === 2);
    const kept = await waitUntil(async () => failureEvent(await link.client.xrange('nabe:{q}:sync:events', '-', '+')), {
      what: 'it failed',
      deadlineMs: 5_000,
    });
    expect(kept).toContain('unexpected error: see the log of the worker');
    expect(kept).not.toContain('hunter2');
    expect(await link.client.keys('nabe:{q}:sync:red/bad*')).toEqual([]);
  });
});

function failureEvent(events: readonly unknown[]): string | undefined {
  const text = JSON.stringify(events);
  return text.includes('"failed"') ? text : undefined;
}

describe('a job that is not ours', () => {
  it('is not run but quarantined, with the reason', async () => {
    const synced: string[] = [];
    const refused: string[] = [];
    const bull = new Queue(syncQueueName, { connection: link.client, prefix: syncQueuePrefix });
    const forged = sealEnvelope({ current: createSecretKey(Buffer.alloc(32, 'x')) }, jobOf('red/forged'), clock.now());
    const expired = sealEnvelope(envelopeKeys, jobOf('red/expired'), clock.now() - 86_400_000);
    await bull.addBulk([defineSyncJob(forged, 'eu', false), defineSyncJob(expired, 'eu', false)]);
    await bull.add('sync', { application: 'red/odd' }, { jobId: 'odd' });
    work(
      1,
      async ({ name }) => void synced.push(name),
      (reason) => void refused.push(reason),
    );
    await until('all are refused', () => refused.length === 3);
    const list = await waitUntil(async () => completeList(await new Quarantine(link).list()), {
      what: 'all are listed',
      deadlineMs: 5_000,
    });
    expect(list.map(({ jobId, reason }) => [jobId.split('/')[1] ?? jobId, reason])).toEqual([
      ['odd', 'malformed'],
      ['expired', 'expired'],
      ['forged', 'forged'],
    ]);
    expect(synced).toEqual([]);
    await bull.close();
  });
});

function completeList<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 3 ? list : undefined;
}
