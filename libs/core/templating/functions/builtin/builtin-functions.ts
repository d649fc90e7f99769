import { print, printLine } from '../../printf/print.ts';
import { printf } from '../../printf/printf.ts';
import { FunctionError } from '../../template-failure.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { goInt } from '../../values/go-numbers.ts';
import { byteLength } from '../../values/text-bytes.ts';
import { isTrue } from '../../values/truth.ts';
import { typeName } from '../../values/type-name.ts';
import { type CallContext, fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { isEqual, isLess } from './compare.ts';
import { escapeHtml, escapeJavaScript, escapeQuery } from './escape.ts';
import { indexValue } from './index-value.ts';

/**
 * The functions of text/template itself. `slice` is missing: sprig's takes its place. `and` and `or` evaluate their
 * arguments in the interpreter; their entries only state the signature.
 */
export const builtinFunctions: Readonly<Record<string, TemplateFunction>> = {
  and: variadic(['value'], 'value', (first) => first),
  or: variadic(['value'], 'value', (first) => first),
  not: fixed(['value'], (value) => !isTrue(value)),
  call: variadic(['value'], 'value', (callee) => refuseCall(callee)),
  html: variadic([], 'value', escapedBy(escapeHtml)),
  js: variadic([], 'value', escapedBy(escapeJavaScript)),
  urlquery: variadic([], 'value', escapedBy(escapeQuery)),
  index: variadic(['value'], 'value', (value, keys) => indexValue(value, keys)),
  len: fixed(['value'], (value) => goInt(lengthOf(value))),
  print: variadic([], 'any', function (values) {
    return print(values, this.budget);
  }),
  printf: variadic(['string'], 'any', function (format, values) {
    return printf(format, values, this.budget);
  }),
  println: variadic([], 'any', function (values) {
    return printLine(values, this.budget);
  }),
  eq: variadic(['value'], 'value', (first, others) => {
    if (others.length === 0) throw new FunctionError('missing argument for comparison');
    return others.some((other) => isEqual(first, other));
  }),
  ne: fixed(['value', 'value'], (a, b) => !isEqual(a, b)),
  lt: fixed(['value', 'value'], (a, b) => isLess(a, b)),
  le: fixed(['value', 'value'], (a, b) => isLess(a, b) || isEqual(a, b)),
  gt: fixed(['value', 'value'], (a, b) => !isLess(a, b) && !isEqual(a, b)),
  ge: fixed(['value', 'value'], (a, b) => !isLess(a, b)),
};

function refuseCall(callee: GoValue): never {
  throw new FunctionError(callee === undefined ? 'call of nil' : `non-function of type ${typeName(callee)}`);
}

/** Prints the arguments, "no value" included, and escapes the text. */
function escapedBy(escape: (text: string) => string) {
  return function (this: CallContext, values: GoValue[]): string {
    const shown = values.map((value) => value ?? '<no value>');
    return escape(print(shown, this.budget));
  };
}

function lengthOf(value: GoValue): number {
  if (value === undefined || value === null) throw new FunctionError('len of nil pointer');
  if (typeof value === 'string') return byteLength(value);
  if (value instanceof GoList) return value.items.length;
  if (value instanceof GoMap) return value.entries.size;
  throw new FunctionError(`len of type ${typeName(value)}`);
}
