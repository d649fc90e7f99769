import type { RenderBudget } from '../template-limits.ts';
import { GoList, GoMap, type GoValue } from '../values/go-value.ts';
import { GoComplex, GoInt } from '../values/go-numbers.ts';
import { typeName } from '../values/type-name.ts';
import { formatComplex, formatFloat } from './format-float.ts';
import { type FormatFlags, pad } from './format-flags.ts';
import { formatInteger } from './format-integer.ts';
import { formatText } from './format-text.ts';

/** Stands for the address `%p` would print, which no template can depend on. */
const someAddress = '0xc000010000';

/** One argument under a verb, as Go's fmt prints it. Wrong verbs give `%!verb(type=value)`. */
export function formatArgument(value: GoValue, verb: string, flags: FormatFlags, budget: RenderBudget): string {
  if (value === undefined || value === null) {
    return verb === 'v' || verb === 'T' ? pad('<nil>', flags) : `%!${verb}(<nil>)`;
  }
  if (verb === 'T') return formatText(typeName(value), 's', flags) ?? '';
  if (verb === 'p')
    return value instanceof GoList || value instanceof GoMap ? someAddress : badVerb(value, verb, flags, budget);
  return formatInside(value, verb, flags, budget);
}

/** A value that is an argument or part of one. */
function formatInside(value: GoValue, verb: string, flags: FormatFlags, budget: RenderBudget): string {
  if (value === undefined || value === null) return flags.goSyntax ? 'interface {}(nil)' : '<nil>';
  budget.spend(1);
  if (value instanceof GoList) return budget.deeper(() => formatList(value, verb, flags, budget));
  if (value instanceof GoMap) return budget.deeper(() => formatMap(value, verb, flags, budget));
  return formatScalar(value, verb, flags) ?? badVerb(value, verb, flags, budget);
}

type Scalar = Exclude<GoValue, undefined | null | GoList | GoMap>;

function formatScalar(value: Scalar, verb: string, flags: FormatFlags): string | undefined {
  if (typeof value === 'string') return formatText(value, verb, flags);
  if (typeof value === 'number') return formatFloat(value, verb, flags);
  if (typeof value === 'boolean') return verb === 't' || verb === 'v' ? pad(String(value), flags) : undefined;
  if (value instanceof GoInt) return formatInteger(value, verb, flags);
  if (value instanceof GoComplex) return formatComplex(value, verb, flags);
  return formatText(value.shape.text(), verb, { ...flags, goSyntax: false });
}

function badVerb(
  value: Exclude<GoValue, undefined | null>,
  verb: string,
  flags: FormatFlags,
  budget: RenderBudget,
): string {
  return `%!${verb}(${typeName(value)}=${formatInside(value, 'v', flags, budget)})`;
}

function formatList(list: GoList, verb: string, flags: FormatFlags, budget: RenderBudget): string {
  const items = collect(list.items, (item) => formatInside(item, verb, flags, budget), budget);
  return flags.goSyntax ? `${typeName(list)}{${items.join(', ')}}` : `[${items.join(' ')}]`;
}

function formatMap(map: GoMap, verb: string, flags: FormatFlags, budget: RenderBudget): string {
  const pair = (key: string) =>
    `${formatInside(key, verb, flags, budget)}:${formatInside(map.entries.get(key), verb, flags, budget)}`;
  const pairs = collect(map.sortedKeys(), pair, budget);
  return flags.goSyntax ? `${typeName(map)}{${pairs.join(', ')}}` : `map[${pairs.join(' ')}]`;
}

/** Formats each item, and stops as soon as the whole would be too long. */
function collect<T>(items: readonly T[], format: (item: T) => string, budget: RenderBudget): string[] {
  let length = 0;
  return items.map((item) => {
    const text = format(item);
    length += text.length;
    budget.checkLength(length);
    return text;
  });
}
