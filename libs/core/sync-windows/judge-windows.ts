import { isOpen, nextEdgeMs, type ReadWindow } from './sync-window.ts';

export interface SyncMoment {
  readonly atMs: number;
  /** A person asked for it. */
  readonly isManual: boolean;
  /** When a sync that is under way began; undefined when none is. */
  readonly startedMs?: number | undefined;
}

/** Whether a sync may run, and until when that holds. Times: milliseconds since 1970. */
export type WindowVerdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** Open windows that deny or, when there is none, closed ones that allow. */
      readonly because: readonly ReadWindow[];
      /** When a sync may run again; undefined when that cannot be told. */
      readonly untilMs: number | undefined;
    };

/** Windows that open every minute are looked through for some hours only: whoever writes such ones can wait for the next look. */
const MOST_EDGES = 500;

/**
 * Judges the windows that are about one Application. An open window that denies wins; else one that allows is enough; else
 * there must be none that allows. A person may sync all the same where every window in the way says `manualSync`, and a sync
 * that began when it was allowed goes on where every one says `syncOverrun`. Rule: Argo CD's.
 */
export function judgeWindows(windows: readonly ReadWindow[], moment: SyncMoment): WindowVerdict {
  const because = windowsInTheWay(windows, moment);
  if (because.length === 0) return { allowed: true };
  return { allowed: false, because, untilMs: findEnd(windows, moment) };
}

/** Empty when a sync may run. */
function windowsInTheWay(windows: readonly ReadWindow[], moment: SyncMoment): readonly ReadWindow[] {
  const { atMs, isManual, startedMs } = moment;
  const refusing = refusingWindows(windows, atMs);
  if (refusing.length === 0) return [];
  if (isManual && refusing.every(({ manualSync }) => manualSync === true)) return [];
  const mayOverrun = startedMs !== undefined && refusing.every(({ syncOverrun }) => syncOverrun === true);
  return mayOverrun && windowsInTheWay(windows, { atMs: startedMs, isManual }).length === 0 ? [] : refusing;
}

function refusingWindows(windows: readonly ReadWindow[], atMs: number): readonly ReadWindow[] {
  const open = windows.filter((window) => isOpen(window, atMs));
  const denying = open.filter(({ kind }) => kind === 'deny');
  if (denying.length > 0) return denying;
  return open.some(({ kind }) => kind === 'allow') ? [] : windows.filter(({ kind }) => kind === 'allow');
}

function findEnd(windows: readonly ReadWindow[], moment: SyncMoment): number | undefined {
  let atMs = moment.atMs;
  for (let edges = 0; edges < MOST_EDGES; edges += 1) {
    const next = Math.min(...windows.map((window) => nextEdgeMs(window, atMs) ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(next)) return undefined;
    // A window is open from just after its start.
    atMs = Math.max(next, atMs) + 1;
    if (windowsInTheWay(windows, { ...moment, atMs }).length === 0) return Math.ceil(next / 1000) * 1000;
  }
  return undefined;
}
