import { offsetAt, type TimeZone } from './time-zone.ts';

/** A point in time as seen in a zone. */
export interface Instant {
  /** Nanoseconds since 1970. */
  readonly nanoseconds: bigint;
  readonly zone: TimeZone;
}

/** What clocks and calendars in the zone show. `month` and `day` count from 1, `weekday` from 0 for Sunday. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly yearDay: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  readonly offsetSeconds: number;
}

const billion = 1_000_000_000n;

/** Go's zero time: the start of year 1. Unit: seconds since 1970. */
export const zeroSeconds = -62_135_596_800n;

/** Whole seconds since 1970, rounded down. */
export function secondsOf({ nanoseconds }: Instant): bigint {
  const seconds = nanoseconds / billion;
  return nanoseconds % billion < 0n ? seconds - 1n : seconds;
}

export function instantOf(seconds: bigint, zone: TimeZone, nanosecond = 0): Instant {
  return { nanoseconds: seconds * billion + BigInt(nanosecond), zone };
}

/** Milliseconds since 1970, kept within what JavaScript's calendar covers (about 270,000 years around 1970). */
export function epochMsOf(instant: Instant): number {
  return Math.max(-8.64e15, Math.min(8.64e15, Number(secondsOf(instant)) * 1000));
}

export function civilTimeOf(instant: Instant): CivilTime {
  const offsetSeconds = offsetAt(instant.zone, epochMsOf(instant));
  const shown = new Date(Math.max(-8.64e15, Math.min(8.64e15, epochMsOf(instant) + offsetSeconds * 1000)));
  const year = shown.getUTCFullYear();
  return {
    year,
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay(),
    yearDay: Math.floor((shown.getTime() - startOfDay(year, 1, 1)) / 86_400_000) + 1,
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    nanosecond: Number(instant.nanoseconds - secondsOf(instant) * billion),
    offsetSeconds,
  };
}

/** Milliseconds from 1970 to the start of a day in UTC. Years below 100 mean themselves. */
export function startOfDay(year: number, month: number, day: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, month - 1, day);
}
