import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { elementKey, isLeaf, type OwnedFields } from './owned-fields.ts';

/** The part of a live value that `owned` names; undefined when it has nothing of it. Of an element of a list its keys are always there. */
export function valuesAt(live: JsonValue, owned: OwnedFields): JsonValue | undefined {
  if (isLeaf(owned)) return live;
  if (Array.isArray(live)) {
    const elements = live.flatMap((element) => {
      const key = elementKey(owned, element, live);
      const below = key === undefined ? undefined : owned[key];
      if (key === undefined || !isJsonObject(below)) return [];
      const value = valuesAt(element, below);
      return isJsonObject(value) ? [{ ...keyFields(key), ...value }] : (value ?? []);
    });
    return elements.length === 0 ? undefined : elements;
  }
  if (!isJsonObject(live)) return undefined;
  const fields = Object.entries(live).flatMap(([name, value]): [string, JsonValue][] => {
    const below = owned[`f:${name}`];
    const found = isJsonObject(below) ? valuesAt(value, below) : undefined;
    return found === undefined ? [] : [[name, found]];
  });
  return Object.fromEntries(fields);
}

/** `k:{"name":"web"}` names the fields by which the API server knows an element. */
function keyFields(key: string): JsonObject {
  if (!key.startsWith('k:')) return {};
  const fields: unknown = JSON.parse(key.slice(2));
  return isJsonObject(fields) ? fields : {};
}
