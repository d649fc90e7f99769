import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Application } from '#core/resources/application.ts';
import type { ObjectMeta } from '#core/resources/metadata.ts';

interface Asked {
  readonly wanted: string;
  /** The last operation at that time. */
  readonly before: string;
  readonly metadata: ObjectMeta;
}

/** What each Application (by key) was last put into the queue for, and what has been heard of it since. */
export class AskedSyncs {
  private readonly asked = new Map<string, Asked>();
  /** Nothing has been heard of these. */
  private readonly queued = new Set<string>();

  /** `wanted`: the digest of the inputs it is to be synced from. */
  ask(key: string, wanted: string, application: Application): void {
    this.queued.add(key);
    this.asked.set(key, { wanted, before: operationOf(application), metadata: application.metadata });
  }

  /** The Application has changed. Whose operation is another one than when it was asked for waits for a worker no more. */
  hear(key: string, application: Application): void {
    if (this.asked.get(key)?.before !== operationOf(application)) this.queued.delete(key);
  }

  /** It is not to be synced now: it does not wait for a worker, though the next try may still be to the same inputs. */
  leaveQueue(key: string): void {
    this.queued.delete(key);
  }

  forget(key: string): void {
    this.queued.delete(key);
    this.asked.delete(key);
  }

  /** Whether the Application waits for a worker. */
  isQueued(key: string): boolean {
    return this.queued.has(key);
  }

  /**
   * Whether it is now synced from the very inputs that it was asked for, and nothing but its status has changed: a look at it could find
   * nothing else, since other inputs are asked for as soon as they are there.
   */
  isFulfilled(key: string, { metadata, operation, status }: Application): boolean {
    const asked = this.asked.get(key);
    if (asked === undefined || status.sync?.inputsDigest !== asked.wanted || status.sync.status !== 'Synced')
      return false;
    if (operation !== undefined || status.operation?.phase !== 'Succeeded' || status.contention !== undefined)
      return false;
    const { resourceVersion } = metadata;
    return isDeepEqual({ ...asked.metadata, resourceVersion }, metadata);
  }

  /** Whether a worker has had a try since these inputs were asked for. */
  isAnswered(key: string, wanted: string, application: Application): boolean {
    const asked = this.asked.get(key);
    return asked?.wanted === wanted && asked.before !== operationOf(application);
  }
}

/** Differs from one attempt to the next. */
function operationOf({ status: { operation } }: Application): string {
  return JSON.stringify([operation?.startedAt, operation?.finishedAt, operation?.inputsDigest, operation?.attempts]);
}
