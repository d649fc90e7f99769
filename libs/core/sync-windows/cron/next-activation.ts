import type { Schedule } from './schedule.ts';
import { zoneOffsetMs } from '../time-zones.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Further ahead nothing is looked for: the 29th of February is at most eight years away, and robfig/cron gives up after five. */
const LONGEST_YEARS = 5;

/**
 * The first time after `afterMs` that a schedule meets, whole seconds; undefined when there is none in the next five years.
 * Without a zone of its own the schedule is in UTC. Where clocks change it walks as robfig/cron does: a time that does not exist
 * is moved by the change, and one that comes twice is met twice. Units: milliseconds since 1970.
 */
export function nextActivation(schedule: Schedule, afterMs: number): number | undefined {
  const walk = new Walk(schedule.timeZone ?? '', Math.floor(afterMs / SECOND) * SECOND + SECOND);
  const lastYear = walk.now.year + LONGEST_YEARS;
  while (walk.now.year <= lastYear) {
    if (settle(walk, schedule)) return walk.ms;
  }
  return undefined;
}

/** Moves on until every field is met; false when a larger field has changed meanwhile and has to be looked at again. */
function settle(walk: Walk, schedule: Schedule): boolean {
  while (!schedule.months.has(walk.now.month)) {
    walk.begin('month');
    walk.addMonth();
    if (walk.now.month === 1) return false;
  }
  while (!isDayMet(schedule, walk.now)) {
    walk.begin('day');
    walk.addDay();
    if (walk.now.day === 1) return false;
  }
  while (!schedule.hours.has(walk.now.hour)) {
    walk.begin('hour');
    walk.add(HOUR);
    if (walk.now.hour === 0) return false;
  }
  while (!schedule.minutes.has(walk.now.minute)) {
    walk.begin('minute');
    walk.add(MINUTE);
    if (walk.now.minute === 0) return false;
  }
  while (walk.now.second !== 0) {
    walk.begin('second');
    walk.add(SECOND);
    if (walk.now.second === 0) return false;
  }
  return true;
}

function isDayMet({ daysOfMonth, daysOfWeek, isEveryDayField }: Schedule, { day, weekday }: LocalTime): boolean {
  const [month, week] = [daysOfMonth.has(day), daysOfWeek.has(weekday)];
  return isEveryDayField ? month && week : month || week;
}

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

/** A time that is moved ahead field by field, as clocks of a zone show it. */
class Walk {
  ms: number;
  now: LocalTime;
  private readonly zone: string;
  private hasBegun = false;

  constructor(zone: string, startMs: number) {
    this.zone = zone;
    this.ms = startMs;
    this.now = localTime(zone, startMs);
  }

  /** With the first step the smaller fields begin at their lowest: where the walk started does not matter any more. */
  begin(field: 'month' | 'day' | 'hour' | 'minute' | 'second'): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    const { year, month, day, hour } = this.now;
    if (field === 'month') this.goTo(year, month, 1, 0);
    else if (field === 'day') this.goTo(year, month, day, 0);
    else if (field === 'hour') this.goTo(year, month, day, hour);
    else if (field === 'minute') this.moveTo(Math.floor(this.ms / MINUTE) * MINUTE);
  }

  addMonth(): void {
    const { year, month, day, hour } = this.now;
    this.goTo(year, month + 1, day, hour);
  }

  /** Where clocks change at midnight a day may begin at 1 or at 23 the day before: both are meant to be midnight. */
  addDay(): void {
    const { year, month, day } = this.now;
    this.goTo(year, month, day + 1, 0);
    if (this.now.hour === 0) return;
    this.add((this.now.hour > 12 ? 24 - this.now.hour : -this.now.hour) * HOUR);
  }

  add(ms: number): void {
    this.moveTo(this.ms + ms);
  }

  private goTo(year: number, month: number, day: number, hour: number): void {
    const local = Date.UTC(year, month - 1, day, hour);
    const utc = local - zoneOffsetMs(this.zone, local);
    this.moveTo(local - zoneOffsetMs(this.zone, utc));
  }

  private moveTo(ms: number): void {
    this.ms = ms;
    this.now = localTime(this.zone, ms);
  }
}

function localTime(zone: string, epochMs: number): LocalTime {
  const date = new Date(epochMs + zoneOffsetMs(zone, epochMs));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}
