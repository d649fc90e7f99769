import type { Mismatch } from '#core/observe/object-states.ts';
import { afterNews } from '../loops/after-news.ts';
import type { ApplicationName, SyncQueue } from '../ports/sync-queue.port.ts';

/** Time for the news of our own apply to arrive after its watch event. */
const SETTLE_MS = 60;
/** Longer than a sync takes where much is going on: a sighting that is told twice is repaired twice. */
const FIRST_REPEAT_MS = 5000;
const LONGEST_REPEAT_MS = 300_000;

interface Report {
  readonly name: ApplicationName;
  mismatches: ReadonlyMap<string, Mismatch>;
  /** Not asked yet since the last news: the first request is on its way and will carry the newest state. */
  settling: boolean;
  repeatMs: number;
  timer: NodeJS.Timeout;
}

/**
 * Asks for a sync of every Application with objects that differ from its inventory, and asks again, with growing pauses, while they
 * still differ: Redis may have lost the request, or the repair may have failed.
 */
export class DriftReporter {
  private readonly reports = new Map<string, Report>();
  private readonly queue: Pick<SyncQueue, 'request'>;
  private readonly onError: (error: unknown) => void;

  constructor(queue: Pick<SyncQueue, 'request'>, onError: (error: unknown) => void) {
    this.queue = queue;
    this.onError = onError;
  }

  /** States all objects of an Application that differ now; an empty map ends its report. */
  state(key: string, name: ApplicationName, mismatches: ReadonlyMap<string, Mismatch>): void {
    const report = this.reports.get(key);
    if (mismatches.size === 0) return this.end(key);
    if (report === undefined) {
      this.reports.set(key, {
        name,
        mismatches,
        settling: true,
        repeatMs: FIRST_REPEAT_MS,
        timer: this.later(key, SETTLE_MS),
      });
      return;
    }
    const isNews =
      mismatches.size !== report.mismatches.size ||
      [...mismatches].some(([id, mismatch]) => !isSame(report.mismatches.get(id), mismatch));
    report.mismatches = mismatches;
    if (!isNews || report.settling) return;
    clearTimeout(report.timer);
    report.settling = true;
    report.repeatMs = FIRST_REPEAT_MS;
    report.timer = this.later(key, SETTLE_MS);
  }

  /** True while objects of the Application are known to differ. */
  has(key: string): boolean {
    return this.reports.has(key);
  }

  /** Asks for another look at an Application of which nothing differs any more. */
  ask(name: ApplicationName): void {
    this.queue.request(name, 'drift').catch(this.onError);
  }

  stop(): void {
    for (const key of this.reports.keys()) this.end(key);
  }

  private end(key: string): void {
    clearTimeout(this.reports.get(key)?.timer);
    this.reports.delete(key);
  }

  private later(key: string, delayMs: number): NodeJS.Timeout {
    const timer = setTimeout(() => afterNews(() => this.request(key, timer)), delayMs);
    return timer;
  }

  /** Unless something else has been stated since this timer was set. */
  private request(key: string, timer: NodeJS.Timeout): void {
    const report = this.reports.get(key);
    if (report?.timer !== timer) return;
    report.settling = false;
    this.queue.request(report.name, 'drift', report.mismatches).catch(this.onError);
    report.timer = this.later(key, report.repeatMs);
    report.repeatMs = Math.min(report.repeatMs * 2, LONGEST_REPEAT_MS);
  }
}

function isSame(before: Mismatch | undefined, now: Mismatch): boolean {
  if (before?.state !== now.state) return false;
  return (
    before.state === 'missing' ||
    now.state === 'missing' ||
    (before.uid === now.uid && before.entryHash === now.entryHash)
  );
}
