import { isDeepEqual } from '#core/model/deep-equal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { fieldText } from '#core/model/text/field-text.ts';

/** One field that differs. `before` is absent where it was added, `after` where it was removed. */
interface FieldChange {
  readonly field: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

interface ChangedApplication {
  readonly name: string;
  readonly fields: readonly FieldChange[];
}

/** All lists by name. */
export interface ApplicationsDiff {
  readonly added: readonly string[];
  readonly changed: readonly ChangedApplication[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** What one version of a set makes beside another, by name of the Application. Lists differ item by item. */
export function diffApplications(
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, JsonObject>,
): ApplicationsDiff {
  const kept = [...after.keys()].filter((name) => before.has(name)).toSorted();
  const compared = kept.map((name) => ({ name, fields: diffValues(before.get(name), after.get(name), []) }));
  return {
    added: [...after.keys()].filter((name) => !before.has(name)).toSorted(),
    changed: compared.filter(({ fields }) => fields.length > 0),
    removed: [...before.keys()].filter((name) => !after.has(name)).toSorted(),
    unchanged: compared.filter(({ fields }) => fields.length === 0).length,
  };
}

function diffValues(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly PropertyKey[],
): FieldChange[] {
  if (isDeepEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return keys.flatMap((key) => diffValues(ownValue(before, key), ownValue(after, key), [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const indexes = [...Array(Math.max(before.length, after.length)).keys()];
    return indexes.flatMap((index) => diffValues(before[index], after[index], [...path, index]));
  }
  return [
    {
      field: fieldText(path),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

function ownValue(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
