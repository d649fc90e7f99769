import { isDeepEqual } from '#core/model/deep-equal.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import type { PathCondition, PathStep } from './path-step.ts';

type Value = JsonValue | undefined;

/**
 * `wanted` with the value that `live` has at each place the steps name; where `live` has none, `wanted` loses its own. Elements of lists
 * stand in the order of `wanted`: those a step picks are paired one by one with those it picks in `live`, and one without a partner is
 * left alone. Nothing is made where `live` lacks the way to the place. The arguments are not changed.
 */
export function keepLiveValue(wanted: Value, live: Value, steps: readonly PathStep[]): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return live;
  if (step.kind === 'each') return keepElements(wanted, live, step.conditions, rest);
  if (step.kind === 'field') return keepField(wanted, live, step.name, rest);
  if (Array.isArray(wanted)) return Array.isArray(live) ? keepElement(wanted, live, step.index, rest) : wanted;
  return keepField(wanted, live, String(step.index), rest);
}

function keepField(wanted: Value, live: Value, name: string, rest: readonly PathStep[]): Value {
  if (!isJsonObject(wanted) && (wanted !== undefined || !isJsonObject(live))) return wanted;
  const own: JsonObject = isJsonObject(wanted) ? wanted : {};
  const kept = keepLiveValue(fieldOf(own, name), fieldOf(live, name), rest);
  const others = Object.entries(own).filter(([key]) => key !== name);
  if (kept !== undefined) return Object.fromEntries([...others, [name, kept]]);
  return wanted === undefined ? undefined : Object.fromEntries(others);
}

function fieldOf(value: Value, name: string): Value {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function keepElement(wanted: JsonValue[], live: JsonValue[], index: number, rest: readonly PathStep[]): JsonValue[] {
  const at = index < 0 ? wanted.length + index : index;
  const partner = live.at(index);
  const own = at < 0 ? undefined : wanted[at];
  if (own === undefined || partner === undefined) return wanted;
  const kept = keepLiveValue(own, partner, rest);
  return wanted.map((item, position) => (position === at && kept !== undefined ? kept : item));
}

function keepElements(
  wanted: Value,
  live: Value,
  conditions: readonly PathCondition[],
  rest: readonly PathStep[],
): Value {
  if (!Array.isArray(wanted) || !Array.isArray(live)) return wanted;
  if (rest.length === 0 && conditions.length === 0) return live;
  const partners = live.filter((item) => satisfiesAll(item, conditions));
  return wanted.map((item) => {
    const partner = satisfiesAll(item, conditions) ? partners.shift() : undefined;
    return partner === undefined ? item : (keepLiveValue(item, partner, rest) ?? item);
  });
}

/** Whether an element is one that a path means. */
export function satisfiesAll(item: JsonValue, conditions: readonly PathCondition[]): boolean {
  return conditions.every(({ fields, isEqual, value }) => {
    const found = fields.reduce<Value>(fieldOf, item) ?? null;
    return isDeepEqual(found, value) === isEqual;
  });
}
