import { goInt, goInt64 } from '../../values/go-numbers.ts';
import { type GoMethod, GoObject, type GoValue } from '../../values/go-value.ts';
import { FunctionError } from '../../template-failure.ts';
import { formatTime } from './format-time.ts';
import { dayNames, monthNames } from './go-layout.ts';
import { civilTimeOf, type Instant, secondsOf, zeroSeconds } from './instant.ts';
import { utc } from './time-zone.ts';

/** A time.Time inside a template. */
export class GoTime extends GoObject {
  readonly instant: Instant;

  constructor(instant: Instant) {
    const text = () => formatTime(instant, '2006-01-02 15:04:05.999999999 -0700 MST');
    const json = () => formatTime(instant, '2006-01-02T15:04:05.999999999Z07:00');
    super(
      { typeName: 'time.Time', kind: 'struct', fields: new Map(), methods: methodsOf(instant), text, json },
      instant.nanoseconds,
    );
    this.instant = instant;
  }
}

/** The time behind an argument of type `time`. */
export function timeOf(value: GoValue): Instant {
  if (value instanceof GoTime) return value.instant;
  throw new FunctionError('the argument is no time');
}

function methodsOf(instant: Instant): ReadonlyMap<string, GoMethod> {
  const civil = () => civilTimeOf(instant);
  return new Map<string, GoMethod>([
    getter('Year', () => goInt(civil().year)),
    getter('Month', () => named('time.Month', civil().month, monthNames[civil().month - 1] ?? '')),
    getter('Day', () => goInt(civil().day)),
    getter('Weekday', () => named('time.Weekday', civil().weekday, dayNames[civil().weekday] ?? '')),
    getter('YearDay', () => goInt(civil().yearDay)),
    getter('Hour', () => goInt(civil().hour)),
    getter('Minute', () => goInt(civil().minute)),
    getter('Second', () => goInt(civil().second)),
    getter('Nanosecond', () => goInt(civil().nanosecond)),
    getter('Unix', () => goInt64(secondsOf(instant))),
    getter('UnixMilli', () => goInt64(instant.nanoseconds / 1_000_000n)),
    getter('UnixNano', () => goInt64(instant.nanoseconds)),
    getter('UTC', () => new GoTime({ ...instant, zone: utc })),
    getter('IsZero', () => secondsOf(instant) === zeroSeconds),
    getter('String', () => formatTime(instant, '2006-01-02 15:04:05.999999999 -0700 MST')),
    [
      'Format',
      {
        signature: { parameters: ['string'] },
        run: ([layout]) => formatTime(instant, typeof layout === 'string' ? layout : ''),
      },
    ],
    ['Before', { signature: { parameters: ['time'] }, run: (args) => instant.nanoseconds < otherOf(args) }],
    ['After', { signature: { parameters: ['time'] }, run: (args) => instant.nanoseconds > otherOf(args) }],
    ['Equal', { signature: { parameters: ['time'] }, run: (args) => instant.nanoseconds === otherOf(args) }],
  ]);
}

/** The argument of a comparison. Unit: nanoseconds since 1970. */
function otherOf([other]: readonly GoValue[]): bigint {
  return timeOf(other).nanoseconds;
}

function getter(name: string, run: () => GoValue): [string, GoMethod] {
  return [name, { signature: { parameters: [] }, run }];
}

/** An integer type with names, such as time.Month. */
function named(typeName: string, value: number, text: string): GoObject {
  const shape = {
    typeName,
    kind: 'int' as const,
    fields: new Map(),
    methods: new Map(),
    text: () => text,
    json: () => value,
  };
  return new GoObject(shape, value);
}
