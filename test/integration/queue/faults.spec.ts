import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Dispatcher } from '#adapters/queue/dispatch/dispatcher.ts';
import { WorkerSlots } from '#adapters/queue/dispatch/worker-slots.ts';
import { SyncWorker } from '#adapters/queue/jobs/sync-worker.ts';
import { RedisSyncQueue } from '#adapters/queue/pending/redis-sync-queue.ts';
import type { RedisLink } from '#adapters/queue/redis/redis-link.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { applicationOf, clock, envelopeKeys, facts, QueueFixture, silentLog } from './queue-fixture.ts';

let fixture: QueueFixture;
let link: RedisLink;
let queue: RedisSyncQueue;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => void (fixture = await QueueFixture.start()));
beforeEach(async () => {
  await fixture.redis.start();
  await fixture.empty();
  link = await fixture.link();
  queue = new RedisSyncQueue(link);
  const stop = new AbortController();
  const running = new Dispatcher({ link, facts: facts(), keys: () => envelopeKeys, clock, log: silentLog }).run(
    stop.signal,
  );
  ends.push(() => {
    stop.abort();
    return running;
  });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  fixture.closeLinks();
});
afterAll(async () => fixture.close());

/** Answers the process and the Applications it has begun to sync. */
function startWorker(
  identity: string,
  syncMs: number,
): { readonly process: ChildProcessWithoutNullStreams; readonly started: string[] } {
  const script = fileURLToPath(new URL('worker-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=source', script, fixture.redis.url, identity, String(syncMs)]);
  const started: string[] = [];
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => started.push(...text.split('\n').filter((line) => line !== '')));
  ends.push(async () => void child.kill('SIGKILL'));
  return { process: child, started };
}

async function until(what: string, deadlineMs: number, check: () => boolean): Promise<number> {
  const start = performance.now();
  await waitUntil(() => Promise.resolve(check()), { what, deadlineMs, intervalMs: 20 });
  return performance.now() - start;
}

describe('a worker killed in the middle of a sync', () => {
  it('loses its job to another one within about ten seconds', async () => {
    const first = startWorker('first', 60_000);
    await queue.request(applicationOf('red/web'), 'change');
    await until('the first worker syncs', 15_000, () => first.started.length === 1);
    const second = startWorker('second', 0);
    await waitUntil(async () => (await new WorkerSlots(link).total()) === 2, {
      what: 'both announce themselves',
      deadlineMs: 10_000,
    });
    first.process.kill('SIGKILL');
    const tookMs = await until('the second worker syncs', 15_000, () => second.started.length === 1);
    process.stdout.write(`job of a killed worker taken over after ${Math.round(tookMs)} ms\n`);
    expect(second.started).toEqual(['started red/web']);
  });

  it('hands its job on at once when it is asked to stop', async () => {
    const first = startWorker('first', 60_000);
    await queue.request(applicationOf('red/web'), 'change');
    await until('the first worker syncs', 15_000, () => first.started.length === 1);
    const second = startWorker('second', 0);
    await waitUntil(async () => (await new WorkerSlots(link).total()) === 2, {
      what: 'both announce themselves',
      deadlineMs: 10_000,
    });
    first.process.kill('SIGTERM');
    const tookMs = await until('the second worker syncs', 6_000, () => second.started.length === 1);
    process.stdout.write(`job of a stopped worker taken over after ${Math.round(tookMs)} ms\n`);
    expect(second.started).toEqual(['started red/web']);
  });
});

describe('Redis killed and restarted empty', () => {
  it('costs nothing but the repetition of what was asked for', async () => {
    const synced: string[] = [];
    let reconnected = 0;
    const aborted: string[] = [];
    let slowRuns = false;
    const worker = new SyncWorker({
      link,
      identity: 'worker',
      concurrency: 2,
      keys: () => envelopeKeys,
      clock,
      log: silentLog,
      sync: async ({ name }, signal) => {
        if (name === 'slow') slowRuns = true;
        if (name === 'slow') await clock.sleep(60_000, signal);
        if (signal.aborted) aborted.push(name);
        else synced.push(name);
        return '';
      },
    });
    ends.unshift(() => worker.stop(0), new WorkerSlots(link).announce('worker', 2));
    link.onReconnected(() => {
      reconnected += 1;
      void queue.request(applicationOf('red/web'), 'sweep');
    });
    await queue.request(applicationOf('red/before'), 'change');
    await queue.request(applicationOf('red/slow'), 'change');
    await until('it works before', 5_000, () => synced.includes('before') && slowRuns);
    await fixture.redis.kill();
    await queue.request(applicationOf('red/dropped'), 'change');
    await expect(queue.takeSightings(applicationOf('red/before'))).rejects.toBeInstanceOf(Error);
    await clock.sleep(1_500);
    await fixture.redis.start();
    const tookMs = await until('the sweep is synced', 15_000, () => synced.includes('web'));
    process.stdout.write(`first sync after Redis came back: ${Math.round(tookMs)} ms\n`);
    await until('the sync whose lock is lost is ended', 10_000, () => aborted.length === 1);
    expect({ reconnected, synced, aborted }).toEqual({ reconnected: 1, synced: ['before', 'web'], aborted: ['slow'] });
  });

  it('does not keep a worker from stopping', async () => {
    const worker = new SyncWorker({
      link,
      identity: 'worker',
      concurrency: 1,
      keys: () => envelopeKeys,
      clock,
      log: silentLog,
      sync: (_application, signal) => clock.sleep(60_000, signal).then(() => ''),
    });
    const withdraw = new WorkerSlots(link).announce('worker', 1);
    await queue.request(applicationOf('red/web'), 'change');
    await clock.sleep(500);
    await fixture.redis.kill();
    await until('the loss is noticed', 5_000, () => !link.available);
    const start = performance.now();
    await worker.stop(100);
    await withdraw();
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe('Redis that hangs', () => {
  it('is waited for with deadlines, and its return is announced', async () => {
    let returned = 0;
    link.onReconnected(() => (returned += 1));
    const other = await fixture.link('other');
    await other.client.client('PAUSE', 7_000, 'ALL');
    const start = performance.now();
    await queue.request(applicationOf('red/web'), 'change');
    expect(performance.now() - start).toBeLessThan(6_500);
    await until('the return is announced', 15_000, () => returned === 1);
    expect(await new WorkerSlots(link).total()).toBe(0);
  });
});
