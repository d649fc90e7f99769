import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';

/** One value as it was applied last, as it is wanted now, and as it is. */
export interface ThreeForms {
  readonly last: JsonValue | undefined;
  readonly wanted: JsonValue;
  readonly live: JsonValue | undefined;
}

interface ThreeLists {
  readonly last: readonly JsonValue[];
  readonly wanted: readonly JsonValue[];
  readonly live: readonly JsonValue[];
}

/**
 * Merges lists whose elements have an identity: the value of the field `key`, or with '' the element itself. Elements that others have
 * added stay where they stand. Undefined when identities are missing or not unique (two ports of a Service with one number): nobody can
 * tell then which belong together, and the wanted list counts as a whole.
 */
export function mergeLists(
  { last, wanted, live }: ThreeLists,
  key: string,
  mergeElements: (forms: ThreeForms) => JsonValue,
): JsonValue[] | undefined {
  const [before, asked, found] = [last, wanted, live].map((list) => byIdentity(list, key));
  if (asked === undefined || found === undefined) return undefined;
  const others = [...found.keys()].filter((id) => !asked.has(id) && before?.has(id) !== true);
  const positions = new Map([...found.keys()].map((id, position) => [id, position]));
  return interleave(others, [...asked.keys()], positions).flatMap((id) => {
    const [own, theirs] = [asked.get(id), found.get(id)];
    if (own === undefined) return theirs ?? [];
    return [mergeElements({ last: before?.get(id), wanted: own, live: theirs })];
  });
}

/**
 * Both lists in their own order; each of `others` comes before the first of `asked` that stands after it on the cluster. Rule: that of
 * Kubernetes for patches that say in which order elements are to be.
 */
function interleave(others: readonly string[], asked: readonly string[], positions: ReadonlyMap<string, number>) {
  const order: string[] = [];
  let left = others;
  for (const id of asked) {
    const place = positions.get(id) ?? -1;
    const after = left.findIndex((other) => (positions.get(other) ?? 0) > place);
    const count = after < 0 ? left.length : after;
    order.push(...(place < 0 ? [] : left.slice(0, count)), id);
    left = place < 0 ? left : left.slice(count);
  }
  return [...order, ...left];
}

function byIdentity(list: readonly JsonValue[], key: string): Map<string, JsonValue> | undefined {
  const found = new Map<string, JsonValue>();
  for (const element of list) {
    const id = identityOf(element, key);
    if (id === undefined || found.has(id)) return undefined;
    found.set(id, element);
  }
  return found;
}

function identityOf(element: JsonValue, key: string): string | undefined {
  if (key === '') return isJsonObject(element) ? undefined : canonicalJson(element);
  const value = isJsonObject(element) && Object.hasOwn(element, key) ? element[key] : undefined;
  return value === undefined ? undefined : canonicalJson(value);
}
