import { createSecretKey } from 'node:crypto';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import { WorkerSlots } from '#adapters/queue/dispatch/worker-slots.ts';
import { applicationId } from '#adapters/queue/jobs/jobs.ts';
import { SyncWorker } from '#adapters/queue/jobs/sync-worker.ts';
import { RedisLink } from '#adapters/queue/redis/redis-link.ts';

/**
 * A worker in a process of its own, so that a test can kill it. Arguments: Redis URL, identity, milliseconds of one sync.
 * Prints `started NAMESPACE/NAME` for each sync. Ends with its standard input, so that it cannot outlive the test.
 */
const [url = '', identity = '', syncMs = '0'] = process.argv.slice(2);
const clock = new SystemClock();
const log = { info: ignore, warn: ignore, error: ignore };
const link = new RedisLink({ url, name: identity, log });

function ignore(): void {}

process.stdin.on('end', () => process.exit(0)).resume();
await link.waitUntilAvailable(AbortSignal.timeout(5_000));
new WorkerSlots(link).announce(identity, 1);
const worker = new SyncWorker({
  link,
  identity,
  concurrency: 1,
  keys: () => ({ current: createSecretKey(Buffer.alloc(32, 'k')) }),
  clock,
  log,
  sync: async (application, signal) => {
    process.stdout.write(`started ${applicationId(application)}\n`);
    await clock.sleep(Number(syncMs), signal);
    return '';
  },
});
process.once('SIGTERM', () => void worker.stop(200).then(() => process.exit(0)));
