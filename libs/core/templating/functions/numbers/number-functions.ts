import { formatValue } from '../../printf/print.ts';
import { FunctionError } from '../../template-failure.ts';
import { GoList, type GoValue } from '../../values/go-value.ts';
import { goInt, goInt64 } from '../../values/go-numbers.ts';
import { parseGoInteger } from '../../values/parse-number.ts';
import { type CallContext, fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { castToFloat, castToInt64 } from './cast.ts';
import { add, type Decimal, divide, multiply, subtract, toDecimal, toFloat } from './decimal.ts';
import { roundAt } from './round.ts';

const largest = variadic(['any'], 'any', (first, others) =>
  goInt64(others.map(castToInt64).reduce(maximum, castToInt64(first))),
);

/** sprig's arithmetic. Whole-number functions answer int64 and wrap around; arguments of any type are converted. */
export const numberFunctions: Readonly<Record<string, TemplateFunction>> = {
  int: fixed(['any'], (value) => goInt(castToInt64(value))),
  int64: fixed(['any'], (value) => goInt64(castToInt64(value))),
  float64: fixed(['any'], castToFloat),
  atoi: fixed(['string'], (text) => goInt(clamp(parseGoInteger(text, 10) ?? 0n))),
  toDecimal: fixed(['any'], function (value) {
    return goInt64(readOctal(formatValue(value, this.budget)));
  }),
  add1: fixed(['any'], (value) => goInt64(castToInt64(value) + 1n)),
  add: variadic([], 'any', (values) => goInt64(values.map(castToInt64).reduce((sum, value) => sum + value, 0n))),
  sub: fixed(['any', 'any'], (a, b) => goInt64(castToInt64(a) - castToInt64(b))),
  mul: variadic(['any'], 'any', (first, others) =>
    goInt64(others.map(castToInt64).reduce((product, value) => product * value, castToInt64(first))),
  ),
  div: fixed(['any', 'any'], (a, b) => goInt64(castToInt64(a) / divisor(castToInt64(b)))),
  mod: fixed(['any', 'any'], (a, b) => goInt64(castToInt64(a) % divisor(castToInt64(b)))),
  max: largest,
  biggest: largest,
  min: variadic(['any'], 'any', (first, others) =>
    goInt64(others.map(castToInt64).reduce(minimum, castToInt64(first))),
  ),
  maxf: variadic(['any'], 'any', (first, others) => Math.max(castToFloat(first), ...others.map(castToFloat))),
  minf: variadic(['any'], 'any', (first, others) => Math.min(castToFloat(first), ...others.map(castToFloat))),
  add1f: fixed(['any'], (value) => decimals(value, [1], add)),
  addf: variadic([], 'any', (values) => decimals(0, values, add)),
  subf: variadic(['any'], 'any', (first, others) => decimals(first, others, subtract)),
  mulf: variadic(['any'], 'any', (first, others) => decimals(first, others, multiply)),
  divf: variadic(['any'], 'any', (first, others) => decimals(first, others, divide)),
  floor: fixed(['any'], (value) => Math.floor(castToFloat(value))),
  ceil: fixed(['any'], (value) => Math.ceil(castToFloat(value))),
  round: variadic(['any', 'int'], 'float64', (value, places, [from]) => roundAt(castToFloat(value), places, from)),
  until: fixed(['int'], function (count) {
    return intList(countUntil(this, 0, count, count < 0 ? -1 : 1));
  }),
  untilStep: fixed(['int', 'int', 'int'], function (start, stop, step) {
    return intList(countUntil(this, start, stop, step));
  }),
  seq: variadic([], 'int', function (bounds) {
    return sequence(this, bounds).join(' ');
  }),
};

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

const largestInt64 = 2n ** 63n - 1n;

function clamp(value: bigint): bigint {
  return maximum(minimum(value, largestInt64), -largestInt64 - 1n);
}

function divisor(value: bigint): bigint {
  if (value === 0n) throw new FunctionError('runtime error: integer divide by zero');
  return value;
}

function readOctal(text: string): bigint {
  if (!/^[+-]?[0-7]+$/.test(text)) return 0n;
  const value = BigInt(`0o${text.replace(/^[+-]/, '')}`);
  const signed = text.startsWith('-') ? -value : value;
  return clamp(signed) === signed ? signed : 0n;
}

function decimals(first: GoValue, others: readonly GoValue[], operate: (a: Decimal, b: Decimal) => Decimal): number {
  const start = toDecimal(castToFloat(first));
  return toFloat(others.map((value) => toDecimal(castToFloat(value))).reduce(operate, start));
}

/** Numbers from `start` up or down to `stop`, which is left out. A step in the wrong direction gives none. */
function countUntil({ budget }: CallContext, start: number, stop: number, step: number): number[] {
  const isDown = stop < start;
  if (isDown ? step >= 0 : step <= 0) return [];
  const count = Math.ceil((stop - start) / step);
  budget.spend(count);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

function intList(numbers: readonly number[]): GoList {
  return new GoList(numbers.map(goInt), 'int');
}

/** sprig's seq, after the shell command: `end`, `start end` or `start step end`, the end included. */
function sequence(context: CallContext, bounds: readonly number[]): number[] {
  if (bounds.length === 0 || bounds.length > 3) return [];
  const end = bounds.at(-1) ?? 0;
  const start = bounds.length === 1 ? 1 : (bounds[0] ?? 0);
  const direction = end < start ? -1 : 1;
  const step = bounds.length === 3 ? (bounds[1] ?? 0) : direction;
  return bounds.length === 3 && direction < 0 && step > 0 ? [] : countUntil(context, start, end + direction, step);
}
