import { dayNames, monthNames, splitLayout } from './go-layout.ts';
import { type Instant, instantOf, startOfDay } from './instant.ts';
import { utc } from './time-zone.ts';

/** What has been read so far. Numbers are as written; `hour12` waits for AM or PM. */
interface Draft {
  year: number;
  month: number;
  day: number;
  yearDay: number | undefined;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
  isAfternoon: boolean | undefined;
  offsetSeconds: number | undefined;
  zoneName: string;
}

/** Reads a text in a Go layout; without an offset in it the time is UTC. Undefined when it does not match. */
export function parseTime(layout: string, text: string): Instant | undefined {
  const draft: Draft = { ...emptyDraft };
  let rest = text;
  const pieces = splitLayout(layout);
  for (const [index, { text: piece, isField }] of pieces.entries()) {
    const next = isField ? readField(piece, rest, draft) : skipLiteral(piece, rest);
    if (next === undefined) return undefined;
    const isFractionNext = /^[.,]/.test(pieces[index + 1]?.text ?? '') && pieces[index + 1]?.isField === true;
    rest = (piece === '05' || piece === '5') && isField && !isFractionNext ? readFraction(next, draft) : next;
  }
  return rest === '' ? finish(draft) : undefined;
}

const emptyDraft: Draft = {
  year: 0,
  month: 0,
  day: 0,
  yearDay: undefined,
  hour: 0,
  minute: 0,
  second: 0,
  nanosecond: 0,
  isAfternoon: undefined,
  offsetSeconds: undefined,
  zoneName: '',
};

/** A space of the layout stands for any number of spaces, also none at the start of a literal. */
function skipLiteral(literal: string, text: string): string | undefined {
  let rest = text;
  for (const part of literal.split(/( +)/)) {
    if (part.startsWith(' ')) rest = rest === '' || rest.startsWith(' ') ? rest.replace(/^ +/, '') : `\0${rest}`;
    else if (rest.startsWith(part)) rest = rest.slice(part.length);
    else return undefined;
  }
  return rest.startsWith('\0') ? undefined : rest;
}

/** Go accepts a fraction behind the seconds even if the layout has none. */
function readFraction(text: string, draft: Draft): string {
  const match = /^[.,](\d+)/.exec(text);
  if (match === null) return text;
  draft.nanosecond = nanosecondsOf(match[1] ?? '');
  return text.slice(match[0].length);
}

function nanosecondsOf(digits: string): number {
  return Number(digits.slice(0, 9).padEnd(9, '0'));
}

type Reader = readonly [pattern: RegExp, store: (draft: Draft, value: string) => void];

const two = /^\d\d/;
const oneOrTwo = /^\d{1,2}/;

const readers: Readonly<Record<string, Reader>> = {
  '2006': [/^\d{4}/, (draft, value) => (draft.year = Number(value))],
  '06': [two, (draft, value) => (draft.year = Number(value) + (Number(value) >= 69 ? 1900 : 2000))],
  '01': [two, (draft, value) => (draft.month = Number(value))],
  '1': [oneOrTwo, (draft, value) => (draft.month = Number(value))],
  '02': [two, (draft, value) => (draft.day = Number(value))],
  '2': [oneOrTwo, (draft, value) => (draft.day = Number(value))],
  _2: [/^ ?\d{1,2}/, (draft, value) => (draft.day = Number(value))],
  '002': [/^\d{3}/, (draft, value) => (draft.yearDay = Number(value))],
  __2: [/^ {0,2}\d{1,3}/, (draft, value) => (draft.yearDay = Number(value))],
  '15': [oneOrTwo, (draft, value) => (draft.hour = Number(value))],
  '03': [two, (draft, value) => (draft.hour = Number(value))],
  '3': [oneOrTwo, (draft, value) => (draft.hour = Number(value))],
  '04': [two, (draft, value) => (draft.minute = Number(value))],
  '4': [oneOrTwo, (draft, value) => (draft.minute = Number(value))],
  '05': [two, (draft, value) => (draft.second = Number(value))],
  '5': [oneOrTwo, (draft, value) => (draft.second = Number(value))],
  PM: [/^[AP]M/, (draft, value) => (draft.isAfternoon = value === 'PM')],
  pm: [/^[ap]m/, (draft, value) => (draft.isAfternoon = value === 'pm')],
  MST: [/^(?:UTC|GMT(?:[+-]\d{1,2})?|[A-Z]{3,5})/, storeZoneName],
  January: [namePattern(monthNames), (draft, value) => (draft.month = 1 + indexOfName(monthNames, value))],
  Jan: [namePattern(monthNames.map(short)), (draft, value) => (draft.month = 1 + indexOfName(monthNames, value))],
  Monday: [namePattern(dayNames), () => undefined],
  Mon: [namePattern(dayNames.map(short)), () => undefined],
};

function storeZoneName(draft: Draft, name: string): void {
  draft.zoneName = name;
  draft.offsetSeconds ??= 0;
}

function short(name: string): string {
  return name.slice(0, 3);
}

function namePattern(names: readonly string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})`, 'i');
}

function indexOfName(names: readonly string[], value: string): number {
  return names.findIndex((name) => name.toLowerCase().startsWith(value.toLowerCase()));
}

function readField(field: string, text: string, draft: Draft): string | undefined {
  if (/^[.,]/.test(field)) return readLayoutFraction(field, text, draft);
  if (/^[Z-]0/.test(field)) return readOffset(field, text, draft);
  const reader = readers[field];
  const value = reader?.[0].exec(text)?.[0];
  if (reader === undefined || value === undefined) return undefined;
  reader[1](draft, value);
  return text.slice(value.length);
}

function readLayoutFraction(field: string, text: string, draft: Draft): string | undefined {
  const digits = /^[.,](\d+)/.exec(text)?.[1];
  const isOptional = field.charAt(1) === '9';
  if (digits === undefined) return isOptional ? text : undefined;
  if (!isOptional && digits.length !== field.length - 1) return undefined;
  draft.nanosecond = nanosecondsOf(digits);
  return text.slice(digits.length + 1);
}

function readOffset(field: string, text: string, draft: Draft): string | undefined {
  if (field.startsWith('Z') && text.startsWith('Z')) {
    draft.offsetSeconds = 0;
    return text.slice(1);
  }
  const source = field.slice(1).replace(/\d\d/g, String.raw`(\d\d)`);
  const match = new RegExp(`^([+-])${source}`).exec(text);
  if (match === null) return undefined;
  const [whole, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  if (Number(hours) > 24 || Number(minutes) > 60 || Number(seconds) > 60) return undefined;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  draft.offsetSeconds = sign === '-' ? -size : size;
  return text.slice(whole.length);
}

/** Checks the ranges and puts the time together. */
function finish(draft: Draft): Instant | undefined {
  const hour = hourOf(draft);
  const start = startDay(draft);
  if (hour === undefined || start === undefined || draft.minute > 59 || draft.second > 59) return undefined;
  const { offsetSeconds = 0, zoneName } = draft;
  const seconds = BigInt(start / 1000 + hour * 3600 + draft.minute * 60 + draft.second - offsetSeconds);
  const isUtc = offsetSeconds === 0 && (zoneName === '' || zoneName === 'UTC');
  return instantOf(seconds, isUtc ? utc : { kind: 'fixed', name: zoneName, offsetSeconds }, draft.nanosecond);
}

function hourOf({ hour, isAfternoon }: Draft): number | undefined {
  if (hour > 23) return undefined;
  if (isAfternoon === true && hour < 12) return hour + 12;
  return isAfternoon === false && hour === 12 ? 0 : hour;
}

/** The start of the day, from the day of the year if that is given. A missing month or day is the first. */
function startDay({ year, month, day, yearDay }: Draft): number | undefined {
  const isMonthGiven = month !== 0;
  const start = yearDay === undefined ? startOfDay(year, month || 1, day || 1) : startOfDay(year, 1, yearDay);
  const date = new Date(start);
  const isReal =
    date.getUTCFullYear() === year && (yearDay !== undefined ? yearDay > 0 : date.getUTCDate() === (day || 1));
  return isReal && (!isMonthGiven || date.getUTCMonth() + 1 === month) ? start : undefined;
}
