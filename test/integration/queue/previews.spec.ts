import { createSecretKey } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PreviewAsker } from '#adapters/queue/previews/preview-asker.ts';
import { previewQueueName, previewQueuePrefix, sealQuestion } from '#adapters/queue/previews/preview-messages.ts';
import { PreviewWorker } from '#adapters/queue/previews/preview-worker.ts';
import type { PreviewAnswer } from '#core/preview/preview.ts';
import type { RedisLink } from '#adapters/queue/redis/redis-link.ts';
import type { QueueLog } from '#adapters/queue/redis/queue-log.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { applicationOf, clock, envelopeKeys, QueueFixture, silentLog } from './queue-fixture.ts';

const blocked: PreviewAnswer = { kind: 'blocked', message: 'Nothing to see.' };
const question = { application: applicationOf('red/web'), server: true };

let fixture: QueueFixture;
let link: RedisLink;
let asker: PreviewAsker;
let workers: PreviewWorker[] = [];

beforeAll(async () => void (fixture = await QueueFixture.start()));
beforeEach(async () => {
  await fixture.empty();
  link = await fixture.link();
  asker = new PreviewAsker({ link, keys: () => envelopeKeys, clock });
});
afterEach(async () => {
  await asker.close();
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  fixture.closeLinks();
});
afterAll(async () => fixture.close());

function work(
  preview: (asked: object) => Promise<PreviewAnswer>,
  keys = envelopeKeys,
  log: QueueLog = silentLog,
): void {
  workers.push(new PreviewWorker({ link, keys: () => keys, clock, log, preview }));
}

/** The link, with reads of events that are sent half a second late, as a busy machine may send them. */
function listeningLate(real: RedisLink): RedisLink {
  const open = real.openWaiting.bind(real);
  real.openWaiting = () => readingLate(open());
  return real;
}

function readingLate(redis: Redis): Redis {
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => readingLate(duplicate(override));
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    if (command.name !== 'xread') return send(command, stream);
    setTimeout(() => void send(command, stream), 500);
    return command.promise;
  };
  return redis;
}

describe('previews through the queue', () => {
  it('come back to whoever asked, each to its own question', async () => {
    work(async (asked) => ({ kind: 'blocked', message: JSON.stringify(asked) }));
    const names = ['red/a', 'red/b', 'red/c', 'blue/a'];
    const answers = await Promise.all(
      names.map((name) => asker.ask({ application: applicationOf(name), server: false })),
    );
    expect(answers).toEqual(
      names.map((name) => ({
        ok: true,
        value: { kind: 'blocked', message: JSON.stringify({ application: applicationOf(name), server: false }) },
      })),
    );
  });

  it('come back also when the answer is there before the hub listens', async () => {
    const late = new PreviewAsker({ link: listeningLate(link), keys: () => envelopeKeys, clock });
    work(async () => blocked);
    const answered = await late.ask(question);
    await late.close();
    expect(answered).toEqual({ ok: true, value: blocked });
  });

  it('leave nothing in Redis that anybody could read later', async () => {
    work(async () => blocked);
    await asker.ask(question);
    const hashes = await link.client.keys(`${previewQueuePrefix}:${previewQueueName}:[0-9]*`);
    expect(hashes).toEqual([]);
  });

  it('are not answered by somebody who has only Redis', async () => {
    work(async () => blocked, { current: createSecretKey(Buffer.alloc(32, 'x')) });
    expect(await asker.ask(question)).toMatchObject({ ok: false });
  });

  it('fail at once when the worker fails, and say nothing of the inside', async () => {
    work(async () => {
      throw new Error('the password is hunter2');
    });
    expect(await asker.ask(question)).toMatchObject({ ok: false });
    const left = await Promise.all((await link.client.keys('*')).map((key) => link.client.dump(key)));
    expect(left.join()).not.toContain('hunter2');
  });

  it('refuse a question that was not sealed with our key', async () => {
    const refused: object[] = [];
    work(async () => blocked, envelopeKeys, { ...silentLog, warn: (fields) => void refused.push(fields) });
    const queue = new Queue(previewQueueName, { connection: link.client, prefix: previewQueuePrefix });
    await queue.add('preview', { ...sealQuestion(envelopeKeys, question, clock.now()), server: false });
    await waitUntil(async () => refused.length > 0, { what: 'the question is refused', deadlineMs: 15_000 });
    await queue.close();
    expect(refused).toMatchObject([{ reason: 'forged' }]);
  });
});
