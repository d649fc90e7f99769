import { Queue, QueueEvents } from 'bullmq';
import type { PreviewAnswer } from '#core/preview/preview.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import { PREVIEW_DEADLINE_MS, type Previews } from '#flows/ports/previews.port.ts';
import type { PreviewQuestion } from '#flows/preview/preview-application.ts';
import type { EnvelopeKeys } from '../jobs/envelope.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { openAnswer, previewQueueName, previewQueuePrefix, sealQuestion } from './preview-messages.ts';

export interface PreviewAskerOptions {
  readonly link: RedisLink;
  readonly keys: () => EnvelopeKeys;
  readonly clock: Clock;
}

/** BullMQ writes its events for anybody who looks; an answer is read at once. */
const KEPT_EVENTS = 100;
/** Not "from now on", BullMQ's default: an answer that came between the question and the first read would be waited for in vain. */
const FROM_THE_START = '0-0';
/** Seconds for which an answer that nobody fetched stays. */
const KEPT_SECONDS = 60;

/** Has workers make previews: the hub renders nothing itself. Connects with the first question. */
export class PreviewAsker implements Previews {
  readonly #options: PreviewAskerOptions;
  #open: { readonly queue: Queue; readonly events: QueueEvents } | undefined;

  constructor(options: PreviewAskerOptions) {
    this.#options = options;
  }

  async ask(question: PreviewQuestion): Promise<Result<PreviewAnswer, string>> {
    const { keys, clock, link } = this.#options;
    if (!link.available)
      return fail('Redis is away, and workers cannot be asked without it: try again when it is back.');
    const { queue, events } = this.#connect();
    const sealed = sealQuestion(keys(), question, clock.now());
    const asked = await settle(queue.add('preview', sealed, { attempts: 1, ...KEPT }));
    const returned = asked && (await settle(asked.waitUntilFinished(events, PREVIEW_DEADLINE_MS)));
    if (asked !== undefined) await settle(asked.remove());
    const answer = openAnswer(keys(), sealed.nonce, returned);
    return answer === undefined ? fail(NO_ANSWER) : succeed(answer);
  }

  async close(): Promise<void> {
    await Promise.all([this.#open?.queue.close(), this.#open?.events.close()]).catch(ignoreError);
  }

  #connect() {
    const { link } = this.#options;
    const shared = { prefix: previewQueuePrefix, skipVersionCheck: true };
    this.#open ??= {
      queue: new Queue(previewQueueName, {
        ...shared,
        connection: link.client,
        streams: { events: { maxLen: KEPT_EVENTS } },
      }).on('error', ignoreError),
      events: new QueueEvents(previewQueueName, {
        ...shared,
        connection: link.openWaiting(),
        lastEventId: FROM_THE_START,
      }).on('error', ignoreError),
    };
    return this.#open;
  }
}

const KEPT = { removeOnComplete: { age: KEPT_SECONDS }, removeOnFail: { age: KEPT_SECONDS } };

const NO_ANSWER = `No worker has answered within ${PREVIEW_DEADLINE_MS / 1000} s: see whether workers with the role sync run, and their logs.`;

/** Undefined when it fails: what BullMQ says of it is of no use to the person who asks. */
async function settle<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch {
    return undefined;
  }
}

/** The link reports when Redis is away. */
function ignoreError(): void {}
