import { fail, type Result, succeed } from '#core/model/result.ts';
import { isTimeZone } from '../time-zones.ts';
import type { Schedule } from './schedule.ts';

interface Bounds {
  readonly low: number;
  readonly high: number;
  /** In order, the first of them being `low`. */
  readonly names?: readonly string[];
}

interface Field {
  readonly values: ReadonlySet<number>;
  /** A star without a step is among its parts. */
  readonly isStar: boolean;
}

const minutes: Bounds = { low: 0, high: 59 };
const hours: Bounds = { low: 0, high: 23 };
const daysOfMonth: Bounds = { low: 1, high: 31 };
const months: Bounds = {
  low: 1,
  high: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const daysOfWeek: Bounds = { low: 0, high: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

/**
 * Reads the five fields of a cron schedule as robfig/cron does, which Argo CD uses: lists, ranges, steps, names of months and
 * days, `?` for `*`, `N/step` up to the highest value, a zone in front; no descriptors such as `@daily`. Fails with a sentence.
 */
export function parseSchedule(text: string): Result<Schedule, string> {
  const [, zone, rest = text] = /^(?:CRON_)?TZ=(\S*) (.*)$/s.exec(text) ?? [];
  if (zone !== undefined && !isTimeZone(zone)) return fail(`${JSON.stringify(zone)} is no time zone`);
  if (rest.startsWith('@')) return fail('descriptors such as @daily are not read; write the five fields');
  const words = rest.split(/\s+/).filter((word) => word !== '');
  if (words.length !== 5)
    return fail(`a schedule has 5 fields (minute, hour, day of month, month, day of week), not ${words.length}`);
  const all = [minutes, hours, daysOfMonth, months, daysOfWeek];
  const fields: Field[] = [];
  for (const [index, bounds] of all.entries()) {
    const field = parseField(words[index] ?? '', bounds);
    if (!field.ok) return field;
    fields.push(field.value);
  }
  return succeed({ ...toSchedule(fields), timeZone: zone });
}

function toSchedule(fields: readonly Field[]): Schedule {
  const [minute = nothing, hour = nothing, dayOfMonth = nothing, month = nothing, dayOfWeek = nothing] = fields;
  return {
    minutes: minute.values,
    hours: hour.values,
    daysOfMonth: dayOfMonth.values,
    months: month.values,
    daysOfWeek: dayOfWeek.values,
    isEveryDayField: dayOfMonth.isStar || dayOfWeek.isStar,
  };
}

const nothing: Field = { values: new Set(), isStar: false };

/** Empty parts of a list count for nothing. */
function parseField(text: string, bounds: Bounds): Result<Field, string> {
  const values = new Set<number>();
  let isStar = false;
  for (const part of text.split(',').filter((word) => word !== '')) {
    const range = parseRange(part, bounds);
    if (!range.ok) return range;
    const { from, to, step } = range.value;
    for (let value = from; value <= to; value += step) values.add(value);
    isStar ||= range.value.isStar;
  }
  return succeed({ values, isStar });
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly isStar: boolean;
}

function parseRange(text: string, bounds: Bounds): Result<Range, string> {
  const [span = '', stepText, ...more] = text.split('/');
  const [low = '', high, ...others] = span.split('-');
  if (more.length > 0 || others.length > 0) return fail(`${JSON.stringify(text)} is no range`);
  const step = stepText === undefined ? 1 : parseNumber(stepText);
  if (step === undefined || step === 0) return fail(`${JSON.stringify(text)} has no step above 0`);
  if (low === '*' || low === '?') return succeed({ from: bounds.low, to: bounds.high, step, isStar: step === 1 });
  const from = parseValue(low, bounds);
  const to = high === undefined ? from : parseValue(high, bounds);
  if (from === undefined || to === undefined)
    return fail(`${JSON.stringify(text)} is neither a number nor a name here`);
  if (from < bounds.low || to > bounds.high || from > to)
    return fail(`${JSON.stringify(text)} is not within ${bounds.low} to ${bounds.high}`);
  // `5/20` goes on up to the highest value.
  const last = high === undefined && stepText !== undefined ? bounds.high : to;
  return succeed({ from, to: last, step, isStar: false });
}

function parseValue(text: string, { low, names = [] }: Bounds): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? parseNumber(text) : low + index;
}

function parseNumber(text: string): number | undefined {
  return /^\+?\d{1,9}$/.test(text) ? Number(text) : undefined;
}
