import { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';

/** What every expression may use, whatever the object looks like. `spec` and `status` are empty maps when the object has none. */
const VARIABLES = ['object', 'metadata', 'spec', 'status', 'conditions'];

interface Condition {
  readonly [field: string]: unknown;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/**
 * CEL with the functions of health rules:
 * `conditionsOf(map)` the conditions of a status, each with type, status, reason and message as texts ('' when left out);
 * `allConditions(list)` those of every member of a list, as a value of its own;
 * `list.named(type)` the first condition of a type, one of empty texts when there is none;
 * `list.holds(type)` and `list.fails(type)` whether its status is True, or False;
 * `map.text(key)` a field as text, '' when it is left out or no scalar;
 * `map.number(key)` a field as whole number, 0 when it is left out or none; `list.sum()`; `string.isNumber()`;
 * `string.matchesRe2(pattern)` CEL's `matches`, in time linear to the text.
 */
export function makeEnvironment(names: readonly string[]): Environment {
  const environment = base.clone();
  for (const name of names) environment.registerVariable(name, 'dyn');
  return environment;
}

/** Why a value cannot have this name; undefined when it can. */
export function findNameProblem(name: string): string | undefined {
  try {
    makeEnvironment([name]);
    return undefined;
  } catch {
    return 'this name has a meaning already';
  }
}

const base = new Environment({
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 400, maxDepth: 40, maxListElements: 100, maxMapEntries: 100 },
});
for (const name of VARIABLES) base.registerVariable(name, 'dyn');
base
  .registerFunction('conditionsOf(dyn): list', conditionsOf)
  .registerFunction('allConditions(list): list', (list: unknown[]) => list.flatMap(conditionsOf))
  .registerFunction('list.named(string): map', named)
  .registerFunction(
    'list.holds(string): bool',
    (list: unknown[], type: string) => named(list, type)['status'] === 'True',
  )
  .registerFunction(
    'list.fails(string): bool',
    (list: unknown[], type: string) => named(list, type)['status'] === 'False',
  )
  .registerFunction('map.text(string): string', (map: object, key: string) => textOf(memberOf(map, key)))
  .registerFunction('map.number(string): int', (map: object, key: string) => numberOf(memberOf(map, key)))
  .registerFunction('list.sum(): int', (list: unknown[]) =>
    list.map(numberOf).reduce((sum, number) => sum + number, 0n),
  )
  .registerFunction('string.isNumber(): bool', (text: string) => /^\d{1,15}$/.test(text))
  .registerFunction('string.matchesRe2(string): bool', (text: string, pattern: string) =>
    RE2JS.compile(pattern).matcher(text).find(),
  );

/**
 * Conditions that are no list, or members that are no map, are an error of whoever wrote them: the object is then Unknown. Nothing is
 * lost in an empty map.
 */
export function conditionsOf(holder: unknown): Condition[] {
  const list = memberOf(holder, 'conditions') ?? [];
  if (!Array.isArray(list) && isEmpty(list)) return [];
  if (!Array.isArray(list)) throw new Error('conditions is no list');
  return list.map((condition: unknown) => {
    if (typeof condition !== 'object' || condition === null) throw new Error('a condition is no map');
    const text = (key: string) => textOf(memberOf(condition, key));
    const texts = { type: text('type'), status: text('status'), reason: text('reason'), message: text('message') };
    return { ...condition, ...texts };
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function named(list: readonly unknown[], type: string): object & { readonly [field: string]: unknown } {
  const found = list.find((item): item is Condition => memberOf(item, 'type') === type);
  return found ?? { type: '', status: '', reason: '', message: '' };
}

function memberOf(holder: unknown, key: string): unknown {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined;
  return Reflect.get(holder, key);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** CEL's int; what is no whole number counts as 0. */
function numberOf(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? BigInt(value) : 0n;
}
