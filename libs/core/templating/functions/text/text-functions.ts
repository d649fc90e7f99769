import { FunctionError } from '../../template-failure.ts';
import { formatValue } from '../../printf/print.ts';
import { quoteText } from '../../printf/quote.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { charactersOf, mapBytes, rejoin, toByteText } from '../../values/text-bytes.ts';
import { type CallContext, fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { abbreviate, abbreviateBoth, substring, truncate } from './cut-text.ts';
import { isSpace, lowerText, swapCase, titleText, untitleText, upperText } from './letter-case.ts';
import { joinTexts, textOf, toTextList } from './text-of.ts';
import { camelCase, connectWords } from './word-case.ts';
import { wrapText } from './wrap-text.ts';

const trimAll = fixed(['string', 'string'], (set, text) => trimSet(text, set));

/** sprig's functions on texts. */
export const textFunctions: Readonly<Record<string, TemplateFunction>> = {
  hello: fixed([], () => 'Hello!'),
  upper: fixed(['string'], upperText),
  lower: fixed(['string'], lowerText),
  title: fixed(['string'], titleText),
  untitle: fixed(['string'], untitleText),
  swapcase: fixed(['string'], swapCase),
  snakecase: fixed(['string'], (text) => connectWords(text, '_')),
  kebabcase: fixed(['string'], (text) => connectWords(text, '-')),
  camelcase: fixed(['string'], camelCase),
  trim: fixed(['string'], trimSpace),
  trimAll,
  trimall: trimAll,
  trimSuffix: fixed(['string', 'string'], (suffix, text) =>
    text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
  ),
  trimPrefix: fixed(['string', 'string'], (prefix, text) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  nospace: fixed(['string'], removeSpaces),
  initials: fixed(['string'], initialsOf),
  trunc: fixed(['int', 'string'], (count, text) => mapBytes(text, (bytes) => truncate(bytes, count))),
  substr: fixed(['int', 'int', 'string'], (start, end, text) =>
    mapBytes(text, (bytes) => substring(bytes, start, end)),
  ),
  abbrev: fixed(['int', 'string'], (width, text) => mapBytes(text, (bytes) => abbreviate(bytes, width))),
  abbrevboth: fixed(['int', 'int', 'string'], (left, right, text) =>
    mapBytes(text, (bytes) => abbreviateBoth(bytes, left, right)),
  ),
  wrap: fixed(['int', 'string'], (width, text) => mapBytes(text, (bytes) => wrapText(bytes, width, '\n', false))),
  wrapWith: fixed(['int', 'string', 'string'], (width, lineBreak, text) =>
    rejoin(mapBytes(text, (bytes) => wrapText(bytes, width, toByteText(lineBreak), true))),
  ),
  contains: fixed(['string', 'string'], (part, text) => text.includes(part)),
  hasPrefix: fixed(['string', 'string'], (prefix, text) => text.startsWith(prefix)),
  hasSuffix: fixed(['string', 'string'], (suffix, text) => text.endsWith(suffix)),
  repeat: fixed(['int', 'string'], function (count, text) {
    if (count < 0) throw new FunctionError('strings: negative Repeat count');
    this.budget.checkLength(count * text.length);
    return text.repeat(text === '' ? 0 : count);
  }),
  replace: fixed(['string', 'string', 'string'], function (before, after, text) {
    return replaceAll(this, text, before, after);
  }),
  plural: fixed(['string', 'string', 'int'], (one, many, count) => (count === 1 ? one : many)),
  indent: fixed(['int', 'string'], function (spaces, text) {
    return indentText(this, spaces, text);
  }),
  nindent: fixed(['int', 'string'], function (spaces, text) {
    return `\n${indentText(this, spaces, text)}`;
  }),
  quote: variadic([], 'any', function (values) {
    const quoted = withoutNil(values).map((value) => quoteText(textOf(value, this.budget)));
    return joinTexts(quoted, ' ', this.budget);
  }),
  squote: variadic([], 'any', function (values) {
    const quoted = withoutNil(values).map((value) => `'${formatValue(value, this.budget)}'`);
    return joinTexts(quoted, ' ', this.budget);
  }),
  cat: variadic([], 'any', function (values) {
    const printed = withoutNil(values).map((value) => formatValue(value, this.budget));
    return joinTexts(printed, ' ', this.budget);
  }),
  join: fixed(['string', 'any'], function (separator, value) {
    return rejoin(joinTexts(toTextList(value, this.budget), separator, this.budget));
  }),
  toString: fixed(['any'], function (value) {
    return textOf(value, this.budget);
  }),
  toStrings: fixed(['any'], function (value) {
    return new GoList(toTextList(value, this.budget), 'string');
  }),
  split: fixed(['string', 'string'], (separator, text) => numbered(splitText(text, separator))),
  splitn: fixed(['string', 'int', 'string'], (separator, count, text) => numbered(splitText(text, separator, count))),
  splitList: fixed(['string', 'string'], (separator, text) => new GoList(splitText(text, separator), 'string')),
  fail: fixed(['string'], (message) => {
    throw new FunctionError(message);
  }),
};

function withoutNil(values: readonly GoValue[]): GoValue[] {
  return values.filter((value) => value !== null && value !== undefined);
}

function trimSpace(text: string): string {
  const chars = Array.from(text);
  const start = chars.findIndex((char) => !isSpace(char));
  const end = chars.findLastIndex((char) => !isSpace(char));
  return start < 0 ? '' : chars.slice(start, end + 1).join('');
}

function trimSet(text: string, set: string): string {
  const unwanted = new Set(Array.from(set));
  const chars = Array.from(text);
  const start = chars.findIndex((char) => !unwanted.has(char));
  const end = chars.findLastIndex((char) => !unwanted.has(char));
  return start < 0 ? '' : chars.slice(start, end + 1).join('');
}

/** Takes bytes for characters, as the library behind sprig does: beyond ASCII a text with spaces comes out as Latin-1. */
function removeSpaces(text: string): string {
  const bytes = Array.from(toByteText(text));
  const kept = bytes.filter((byte) => !isSpace(byte));
  return kept.length === bytes.length ? text : kept.join('');
}

/** Takes bytes for characters too. */
function initialsOf(text: string): string {
  const bytes = Array.from(toByteText(text));
  return bytes.filter((byte, index) => !isSpace(byte) && (index === 0 || isSpace(bytes[index - 1] ?? ''))).join('');
}

function replaceAll({ budget }: CallContext, text: string, before: string, after: string): string {
  const parts = before === '' ? ['', ...charactersOf(text), ''] : text.split(before);
  budget.checkLength(text.length + (parts.length - 1) * after.length);
  return rejoin(parts.join(after));
}

function indentText({ budget }: CallContext, spaces: number, text: string): string {
  if (spaces < 0) throw new FunctionError('strings: negative Repeat count');
  const lines = text.split('\n');
  budget.checkLength(text.length + spaces * lines.length);
  const margin = ' '.repeat(spaces);
  return lines.map((line) => margin + line).join('\n');
}

/** Go's strings.SplitN: at most `count` parts, all for a negative count; an empty separator splits into characters. */
function splitText(text: string, separator: string, count = -1): string[] {
  if (count === 0) return [];
  const parts = separator === '' ? charactersOf(text) : text.split(separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

/** A map of `_0`, `_1`, …: sprig's way to reach the parts of a split with a dot. */
function numbered(parts: readonly string[]): GoMap {
  return new GoMap(
    parts.map((part, index) => [`_${index}`, part] as const),
    'string',
  );
}
