import { FunctionError } from '../../template-failure.ts';
import { compareText } from '../../values/compare-text.ts';
import { type ElementType, GoList, type GoValue } from '../../values/go-value.ts';
import { kindName } from '../../values/type-name.ts';
import { castToInt64 } from '../numbers/cast.ts';
import { fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { textOf, toTextList } from '../text/text-of.ts';
import { deepEqual } from './deep-equal.ts';
import { isEmpty } from './default-functions.ts';

const list = variadic([], 'any', (values) => new GoList(values));

/** sprig's functions on lists. None changes its argument. Each also has a `must` name, as errors are errors here anyway. */
export const listFunctions: Readonly<Record<string, TemplateFunction>> = {
  list,
  tuple: list,
  concat: variadic([], 'any', (lists) => new GoList(lists.flatMap((value) => itemsOf(value, 'concat')))),
  sortAlpha: fixed(['any'], function (value) {
    if (!(value instanceof GoList)) return new GoList([textOf(value, this.budget)], 'string');
    return new GoList(toTextList(value, this.budget).toSorted(compareText), 'string');
  }),
  ...alsoMust({
    append: fixed(['any', 'any'], (value, item) => new GoList([...itemsOf(value, 'push on'), item])),
    push: fixed(['any', 'any'], (value, item) => new GoList([...itemsOf(value, 'push on'), item])),
    prepend: fixed(['any', 'any'], (value, item) => new GoList([item, ...itemsOf(value, 'prepend on')])),
    first: fixed(['any'], (value) => itemsOf(value, 'find first on')[0] ?? null),
    last: fixed(['any'], (value) => itemsOf(value, 'find last on').at(-1) ?? null),
    rest: fixed(['any'], (value) => new GoList(itemsOf(value, 'find rest on').slice(1))),
    initial: fixed(['any'], (value) => new GoList(itemsOf(value, 'find initial on').slice(0, -1))),
    reverse: fixed(['any'], (value) => new GoList(itemsOf(value, 'find reverse on').toReversed())),
    compact: fixed(['any'], (value) => new GoList(itemsOf(value, 'compact on').filter((item) => !isEmpty(item)))),
    uniq: fixed(['any'], function (value) {
      const kept: GoValue[] = [];
      for (const item of itemsOf(value, 'find uniq on')) {
        if (!kept.some((other) => deepEqual(item, other, this.budget))) kept.push(item);
      }
      return new GoList(kept);
    }),
    without: variadic(['any'], 'any', function (value, unwanted) {
      const isWanted = (item: GoValue) => !unwanted.some((other) => deepEqual(item, other, this.budget));
      return new GoList(itemsOf(value, 'find without on').filter(isWanted));
    }),
    has: fixed(['any', 'any'], function (needle, value) {
      return value !== null && itemsOf(value, 'find has on').some((item) => deepEqual(needle, item, this.budget));
    }),
    slice: variadic(['any'], 'any', (value, bounds) => sliceList(value, bounds)),
    chunk: fixed(['int', 'any'], (size, value) => chunkList(itemsOf(value, 'chunk'), size)),
  }),
};

/** Adds each function again as `mustName`. */
function alsoMust(functions: Readonly<Record<string, TemplateFunction>>): Record<string, TemplateFunction> {
  const must = Object.entries(functions).map(([name, entry]) => [
    `must${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    entry,
  ]);
  return { ...functions, ...Object.fromEntries(must) };
}

/** The elements of a list, of any element type. */
function itemsOf(value: GoValue, action: string): readonly GoValue[] {
  if (value instanceof GoList) return value.items;
  throw new FunctionError(`Cannot ${action} type ${kindName(value)}`);
}

function sliceList(value: GoValue, [from, to]: readonly GoValue[]): GoValue {
  if (!(value instanceof GoList))
    throw new FunctionError(`list should be type of slice or array but ${kindName(value)}`);
  const { length } = value.items;
  if (length === 0) return null;
  const start = from === undefined ? 0 : Number(castToInt64(from));
  const end = to === undefined ? length : Number(castToInt64(to));
  if (start < 0 || end > length || start > end) throw new FunctionError('slice index out of bounds');
  return new GoList(value.items.slice(start, end), value.elementType);
}

const chunkType: ElementType = '[]interface {}';

function chunkList(items: readonly GoValue[], size: number): GoList {
  if (size <= 0) throw new FunctionError(`cannot make chunks of ${size}`);
  const count = Math.ceil(items.length / size);
  const chunks = Array.from({ length: count }, (_, index) => new GoList(items.slice(index * size, (index + 1) * size)));
  return new GoList(chunks, chunkType);
}
