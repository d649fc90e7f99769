import { FunctionError } from '../../template-failure.ts';
import { GoInt } from '../../values/go-numbers.ts';
import type { GoValue } from '../../values/go-value.ts';
import { parseGoInteger } from '../../values/parse-number.ts';
import { type CallContext, fixed, type TemplateFunction } from '../template-function.ts';
import { durationText, parseDuration, roundedDuration } from './duration.ts';
import { formatTime } from './format-time.ts';
import { GoTime, timeOf } from './go-time.ts';
import { type Instant, instantOf, secondsOf, zeroSeconds } from './instant.ts';
import { parseTime } from './parse-time.ts';
import { findTimeZone, type TimeZone, utc } from './time-zone.ts';

const dateInZone = fixed(['string', 'any', 'string'], function (layout, value, zone) {
  return formatTime({ ...instantFrom(this, value), zone: chargedZone(this, zone) }, layout);
});
const modify = fixed(['string', 'time'], (text, time) => new GoTime(moved(timeOf(time), parseDuration(text) ?? 0n)));
const mustModify = fixed(['string', 'time'], (text, time) => {
  const duration = parseDuration(text);
  if (duration === undefined) throw new FunctionError(`time: invalid duration ${JSON.stringify(text)}`);
  return new GoTime(moved(timeOf(time), duration));
});

/** sprig's functions on times and durations. "Local" time is UTC. What is no time counts as now where sprig does so. */
export const dateFunctions: Readonly<Record<string, TemplateFunction>> = {
  now: fixed([], function () {
    return new GoTime({ nanoseconds: this.environment.now(), zone: utc });
  }),
  date: fixed(['string', 'any'], function (layout, value) {
    return formatTime({ ...instantFrom(this, value), zone: utc }, layout);
  }),
  dateInZone,
  date_in_zone: dateInZone,
  htmlDate: fixed(['any'], function (value) {
    return formatTime({ ...instantFrom(this, value), zone: utc }, '2006-01-02');
  }),
  htmlDateInZone: fixed(['any', 'string'], function (value, zone) {
    return formatTime({ ...instantFrom(this, value), zone: chargedZone(this, zone) }, '2006-01-02');
  }),
  dateModify: modify,
  date_modify: modify,
  mustDateModify: mustModify,
  must_date_modify: mustModify,
  toDate: fixed(
    ['string', 'string'],
    (layout, text) => new GoTime(parseTime(layout, text) ?? instantOf(zeroSeconds, utc)),
  ),
  mustToDate: fixed(['string', 'string'], (layout, text) => {
    const instant = parseTime(layout, text);
    if (instant === undefined)
      throw new FunctionError(`cannot parse ${JSON.stringify(text)} as ${JSON.stringify(layout)}`);
    return new GoTime(instant);
  }),
  unixEpoch: fixed(['time'], (time) => String(secondsOf(timeOf(time)))),
  ago: fixed(['any'], function (value) {
    return durationText(toWholeSeconds(sinceInstant(this, instantFrom(this, value))));
  }),
  duration: fixed(['any'], (value) => durationText(BigInt.asIntN(64, secondsIn(value) * billion))),
  durationRound: fixed(['any'], function (value) {
    if (value instanceof GoTime) return roundedDuration(sinceInstant(this, value.instant));
    if (typeof value === 'string') return roundedDuration(parseDuration(value) ?? 0n);
    return roundedDuration(value instanceof GoInt && value.kind === 'int64' ? value.value : 0n);
  }),
};

const billion = 1_000_000_000n;

/** Steps charged for a look into the time zone database: it takes about a millisecond. */
const zoneCost = 1000;

function chargedZone({ budget }: CallContext, name: string): TimeZone {
  const zone = findTimeZone(name);
  if (zone.kind === 'named') budget.spend(zoneCost);
  return zone;
}

/** A time, or whole seconds since 1970; anything else is now. */
function instantFrom({ environment }: CallContext, value: GoValue): Instant {
  if (value instanceof GoTime) return value.instant;
  if (value instanceof GoInt && value.kind !== 'uint8' && value.kind !== 'uint64') return instantOf(value.value, utc);
  return { nanoseconds: environment.now(), zone: utc };
}

function moved(instant: Instant, duration: bigint): Instant {
  return { ...instant, nanoseconds: instant.nanoseconds + duration };
}

const longestDuration = 2n ** 63n - 1n;

/** Time passed since then, as far as 64 bits reach (292 years). */
function sinceInstant({ environment }: CallContext, { nanoseconds }: Instant): bigint {
  const passed = environment.now() - nanoseconds;
  if (passed > longestDuration) return longestDuration;
  return passed < -longestDuration ? -longestDuration - 1n : passed;
}

function toWholeSeconds(duration: bigint): bigint {
  const half = duration < 0n ? -billion / 2n : billion / 2n;
  return ((duration + half) / billion) * billion;
}

function secondsIn(value: GoValue): bigint {
  if (typeof value === 'string') return parseGoInteger(value, 10) ?? 0n;
  return value instanceof GoInt && value.kind === 'int64' ? value.value : 0n;
}
