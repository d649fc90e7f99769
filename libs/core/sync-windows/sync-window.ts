import { type Result, fail, succeed } from '#core/model/result.ts';
import { parseDuration } from '#core/templating/functions/dates/duration.ts';
import { nextActivation } from './cron/next-activation.ts';
import { parseSchedule } from './cron/parse-schedule.ts';
import type { Schedule } from './cron/schedule.ts';
import { zoneOffsetMs } from './time-zones.ts';

/** A time in which Applications may be synced, or may not: Argo CD's sync window, as projects and Tenants hold it. */
export interface SyncWindow {
  /** `allow` or `deny`; anything else counts for nothing, as in Argo CD. */
  readonly kind: string;
  /** Cron, five fields. */
  readonly schedule: string;
  /** As Go writes it, such as `1h30m`. */
  readonly duration: string;
  readonly applications?: readonly string[] | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly clusters?: readonly string[] | undefined;
  readonly andOperator?: boolean | undefined;
  readonly manualSync?: boolean | undefined;
  readonly syncOverrun?: boolean | undefined;
  /** IANA name; UTC when absent or unknown. */
  readonly timeZone?: string | undefined;
}

/** A window whose texts have been read. Unit: milliseconds. */
export interface ReadWindow extends SyncWindow {
  readonly times: Schedule;
  readonly lengthMs: number;
}

/**
 * Reads schedules and durations of the windows that `isAbout` chooses; what is wrong with others matters to others. Fails with a
 * sentence that names the first field that cannot be read, by its place among all `windows`.
 */
export function readWindows(
  windows: readonly SyncWindow[],
  isAbout: (window: SyncWindow) => boolean = () => true,
): Result<readonly ReadWindow[], string> {
  const read: ReadWindow[] = [];
  for (const [index, window] of windows.entries()) {
    if (!isAbout(window)) continue;
    const times = parseSchedule(window.schedule);
    if (!times.ok) return fail(`syncWindows[${index}].schedule ${JSON.stringify(window.schedule)}: ${times.failure}`);
    const length = parseDuration(window.duration);
    if (length === undefined) {
      return fail(
        `syncWindows[${index}].duration ${JSON.stringify(window.duration)} is no duration such as 90m or 1h30m`,
      );
    }
    read.push({ ...window, times: times.value, lengthMs: Number(length) / 1e6 });
  }
  return succeed(read);
}

/**
 * Whether a window is open: from just after its start until its length is over. Rule: Argo CD's, which moves the clock by the zone's
 * offset of now; a schedule that is never met counts as open.
 */
export function isOpen(window: ReadWindow, atMs: number): boolean {
  const now = atMs + offsetOf(window, atMs);
  const start = nextActivation(window.times, now - window.lengthMs);
  return start === undefined || start < now;
}

/** The next time at which a window may open or close; undefined when there is none. It may be neither where openings overlap. */
export function nextEdgeMs(window: ReadWindow, afterMs: number): number | undefined {
  const now = afterMs + offsetOf(window, afterMs);
  const start = nextActivation(window.times, now - window.lengthMs);
  if (start === undefined) return undefined;
  const edge = start < now ? start + window.lengthMs : start;
  const utc = edge - offsetOf(window, afterMs);
  return edge - offsetOf(window, utc);
}

function offsetOf({ timeZone = '' }: SyncWindow, atMs: number): number {
  return zoneOffsetMs(timeZone, atMs);
}
