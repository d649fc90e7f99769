import type { Sighting } from '../plan/plan.ts';

/** What is remembered of one object that was changed on the cluster again and again. Times: milliseconds since 1970. */
export interface ContentionRecord {
  /** Object key id. */
  readonly id: string;
  /** When its drift was undone, within the last hour, oldest first. */
  readonly heals: readonly number[];
  /** How it differs, while it is left so until it may be undone again. */
  readonly left?: Sighting | undefined;
  /** The field that is fought for, such as `spec.replicas`; undefined while it is not known, or when the object is deleted each time. */
  readonly field?: string | undefined;
  /** Who writes it, by the name of the field manager. */
  readonly manager?: string | undefined;
}

/** So often within an hour and somebody means it: from then on it is a fight. */
const ROUNDS = 5;
/** The most a fought object is applied within any hour. */
const MOST_AN_HOUR = 6;
const HOUR_MS = 3_600_000;
/** Between two heals of a fought object: six of them make an hour. */
const PAUSE_MS = HOUR_MS / MOST_AN_HOUR;

/** The heals that still count. */
export function recentHeals(heals: readonly number[], nowMs: number): number[] {
  return heals.filter((atMs) => nowMs - atMs < HOUR_MS);
}

/** Whether the object is fought for: drift that was undone five times within an hour and came back each time. */
export function isContended({ heals, left }: ContentionRecord, nowMs: number): boolean {
  return left !== undefined || recentHeals(heals, nowMs).length >= ROUNDS;
}

/**
 * From when on drift may be undone: at once for the first five times within an hour, then every ten minutes, and never more than six
 * times within any hour.
 */
export function nextHealMs(heals: readonly number[], nowMs: number): number {
  const recent = recentHeals(heals, nowMs);
  const last = recent.at(-1);
  if (recent.length < ROUNDS || last === undefined) return nowMs;
  const sixthLast = recent.at(-MOST_AN_HOUR);
  return Math.max(last + PAUSE_MS, sixthLast === undefined ? 0 : sixthLast + HOUR_MS);
}

/**
 * When to look again at an Application by itself: an object that was left may be healed, or a fight counts as over. Undefined when
 * nothing is fought for.
 */
export function nextLookMs(records: readonly ContentionRecord[], nowMs: number): number | undefined {
  const looks = records.flatMap(({ heals, left }) => {
    if (left !== undefined) return [nextHealMs(heals, nowMs)];
    const fifthLast = heals.at(-ROUNDS);
    return fifthLast === undefined ? [] : [fifthLast + HOUR_MS];
  });
  return looks.length === 0 ? undefined : Math.min(...looks);
}
