import type { PathCondition, PathStep } from '#core/json-paths/path-step.ts';
import { satisfiesAll } from '#core/json-paths/keep-live-value.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';

/**
 * Works on `fieldsV1` of a managedFields entry: a tree with keys `f:NAME` for fields, `k:{…}`, `v:…` and `i:N` for elements of lists,
 * `.` for the node itself; a leaf is owned as a whole. Source: Kubernetes' structured-merge-diff.
 */
export type OwnedFields = JsonObject;

type Value = JsonValue | undefined;

/**
 * The fields without those at a place, and without nodes that are empty then; undefined when none is left. `object` tells which
 * elements a path means. Where the API server treats the value around the place as one, all of that is left out.
 */
export function withoutPlace(owned: OwnedFields, object: Value, steps: readonly PathStep[]): OwnedFields | undefined {
  const [step, ...rest] = steps;
  if (step === undefined || Object.keys(owned).every((key) => key === '.')) return undefined;
  if (step.kind === 'field' || !Array.isArray(object)) {
    if (step.kind === 'each') return owned;
    const name = step.kind === 'field' ? step.name : String(step.index);
    return withoutIn(owned, `f:${name}`, fieldOf(object, name), rest);
  }
  const elements = step.kind === 'each' ? chosen(object, step.conditions) : [object.at(step.index)];
  let left: OwnedFields | undefined = owned;
  for (const element of elements) {
    const key = left && elementKey(left, element, object);
    if (left !== undefined && key !== undefined) left = withoutIn(left, key, element, rest);
  }
  return left;
}

function withoutIn(owned: OwnedFields, key: string, value: Value, rest: readonly PathStep[]): OwnedFields | undefined {
  const child = owned[key];
  if (!Object.hasOwn(owned, key) || !isJsonObject(child)) return owned;
  return replaceChild(owned, key, withoutPlace(child, value, rest));
}

/** The fields of `owned` that are not in `others`. */
export function withoutFields(owned: OwnedFields, others: OwnedFields): OwnedFields | undefined {
  let left: OwnedFields | undefined = owned;
  for (const [key, other] of Object.entries(others)) {
    const child = left?.[key];
    if (left === undefined || key === '.' || !isJsonObject(child) || !isJsonObject(other)) continue;
    left = replaceChild(left, key, isLeaf(other) || isLeaf(child) ? undefined : withoutFields(child, other));
  }
  return left;
}

/** The fields of both. */
export function unionOf(one: OwnedFields, other: OwnedFields): OwnedFields {
  const united: OwnedFields = { ...one };
  for (const [key, child] of Object.entries(other)) {
    const own = one[key];
    united[key] = isJsonObject(own) && isJsonObject(child) ? unionOf(own, child) : child;
  }
  return united;
}

/** `wanted` with the values of `live` at the places that `owned` names; where `wanted` states nothing, nothing is added. */
export function withOwnedValues(wanted: JsonValue, live: Value, owned: OwnedFields): JsonValue {
  if (live === undefined || isLeaf(owned)) return live ?? wanted;
  if (Array.isArray(wanted) && Array.isArray(live)) {
    return wanted.map((item) => {
      const key = elementKey(owned, item, wanted);
      const child = key === undefined ? undefined : owned[key];
      const partner = key === undefined ? undefined : live.find((other) => elementKey(owned, other, live) === key);
      return isJsonObject(child) && !isLeaf(child) ? withOwnedValues(item, partner, child) : item;
    });
  }
  if (!isJsonObject(wanted)) return wanted;
  const fields = Object.entries(wanted).map(([name, value]): [string, JsonValue] => {
    const child = owned[`f:${name}`];
    return [name, isJsonObject(child) ? withOwnedValues(value, fieldOf(live, name), child) : value];
  });
  return Object.fromEntries(fields);
}

function replaceChild(owned: OwnedFields, key: string, child: OwnedFields | undefined): OwnedFields | undefined {
  const others = Object.entries(owned).filter(([name]) => name !== key);
  if (child !== undefined) return Object.fromEntries([...others, [key, child]]);
  return others.length === 0 ? undefined : Object.fromEntries(others);
}

export function isLeaf(owned: OwnedFields): boolean {
  return Object.keys(owned).every((key) => key === '.');
}

function chosen(list: readonly JsonValue[], conditions: readonly PathCondition[]): JsonValue[] {
  return list.filter((item) => satisfiesAll(item, conditions));
}

/** The key by which a node names an element of a list; undefined when it does not own it. */
export function elementKey(owned: OwnedFields, element: Value, list: readonly JsonValue[]): string | undefined {
  if (element === undefined) return undefined;
  return Object.keys(owned).find((key) => {
    if (key.startsWith('i:')) return list[Number(key.slice(2))] === element;
    const text = key.slice(2);
    if (key.startsWith('v:')) return parse(text) === element;
    return key.startsWith('k:') && hasFields(element, parse(text));
  });
}

function hasFields(element: JsonValue, fields: JsonValue | undefined): boolean {
  if (!isJsonObject(element) || !isJsonObject(fields)) return false;
  return Object.entries(fields).every(([name, value]) => fieldOf(element, name) === value);
}

function parse(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function fieldOf(value: Value, name: string): Value {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
