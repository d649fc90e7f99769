import { createHash } from 'node:crypto';
import type { Occurrence } from '#core/occurrences/occurrence.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { EventRecorder, EventSubject } from '#flows/ports/event-recorder.port.ts';
import { toJsonText } from '../transport/json-text.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { MEDIA, type RequestFailure } from '../transport/kube-request.ts';
import { type EventRecord, eventObject } from './event-object.ts';
import { TokenBuckets } from './token-buckets.ts';

export interface KubeEventRecorderOptions {
  readonly connection: Pick<KubeConnection, 'send'>;
  readonly clock: Clock;
  /** hub or worker. */
  readonly component: string;
  /** Name of the replica. */
  readonly identity: string;
  /** What became of each occurrence. For metrics. */
  readonly onEvent?: ((outcome: 'written' | 'left-out' | 'failed') => void) | undefined;
  /** Told of the first failure after a success. */
  readonly onFailure?: ((failure: RequestFailure) => void) | undefined;
}

/**
 * Writes events to the management cluster, one after the other. What happens again raises the count of its event. Each resource may have a few
 * events at once and then one a minute, each process a few a second: whatever loops or breaks, etcd gets no more. What is left out
 * is counted with the next one of its kind.
 */
export class KubeEventRecorder implements EventRecorder {
  readonly #options: KubeEventRecorderOptions;
  readonly #ofSubject: TokenBuckets;
  readonly #ofAll: TokenBuckets;
  /** By what happened to whom. */
  readonly #known = new Map<string, EventRecord>();
  #writing: Promise<void> = Promise.resolve();
  #isFailing = false;
  #isClosed = false;

  constructor(options: KubeEventRecorderOptions) {
    this.#options = options;
    this.#ofSubject = new TokenBuckets(OF_A_SUBJECT, options.clock);
    this.#ofAll = new TokenBuckets(OF_ALL, options.clock);
  }

  record(subject: EventSubject, occurrences: readonly Occurrence[]): void {
    if (this.#isClosed) return;
    for (const occurrence of occurrences) {
      const event = this.#count(subject, occurrence);
      if (this.#ofSubject.take(subject.uid) && this.#ofAll.take(''))
        this.#writing = this.#writeAfter(this.#writing, event);
      else this.#options.onEvent?.('left-out');
    }
  }

  /** Waits a moment for what is being written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const written = new AbortController();
    const late = this.#options.clock.sleep(CLOSE_WITHIN_MS, written.signal);
    await Promise.race([this.#writing, late]);
    written.abort();
  }

  #count(subject: EventSubject, occurrence: Occurrence): EventRecord {
    const { clock, component, identity: instance } = this.#options;
    const id = JSON.stringify([subject.uid, occurrence.type, occurrence.reason, occurrence.message]);
    const nowMs = clock.now();
    const before = this.#known.get(id);
    const known = before !== undefined && nowMs - before.firstMs < KEPT_MS ? before : undefined;
    const firstMs = known?.firstMs ?? nowMs;
    const name = known?.name ?? eventName(subject.name, `${instance} ${firstMs} ${id}`);
    const count = (known?.count ?? 0) + 1;
    const event = { name, subject, occurrence, count, firstMs, lastMs: nowMs, component, instance };
    this.#known.delete(id);
    this.#known.set(id, event);
    this.#forget();
    return event;
  }

  #forget(): void {
    for (const id of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) return;
      this.#known.delete(id);
    }
  }

  async #writeAfter(before: Promise<void>, event: EventRecord): Promise<void> {
    await before;
    const { namespace } = event.subject;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/events/${encodeURIComponent(event.name)}`;
    const answer = await this.#options.connection.send({
      method: 'PATCH',
      path: `${path}?fieldManager=nabe-events&force=true`,
      accept: MEDIA.metadata,
      contentType: MEDIA.apply,
      body: toJsonText(eventObject(event)),
      deadlineMs: WRITE_DEADLINE_MS,
    });
    this.#options.onEvent?.(answer.ok ? 'written' : 'failed');
    if (!answer.ok && !this.#isFailing) this.#options.onFailure?.(answer.failure);
    this.#isFailing = !answer.ok;
  }
}

/** Unique, and a name that Kubernetes takes however long the subject's is. */
function eventName(subject: string, id: string): string {
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${subject.slice(0, LONGEST_PREFIX).replace(/[^a-z0-9]+$/, '')}.${digest}`;
}

const OF_A_SUBJECT = { burst: 10, everyMs: 60_000 };
/** 5 a second live an hour in etcd, as long as an API server keeps events: 18,000 of about 1 KB. */
const OF_ALL = { burst: 100, everyMs: 200 };
const MOST_KNOWN = 5000;
/** API servers keep events for an hour unless told otherwise: then another one begins. */
const KEPT_MS = 3_600_000;
const WRITE_DEADLINE_MS = 5000;
const CLOSE_WITHIN_MS = 2000;
const LONGEST_PREFIX = 200;
