import { canonicalJson } from '#core/model/canonical-json.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import { PatchError } from './patch-error.ts';

/** A patch object, its directives taken apart. */
export interface Directives {
  /** From `$patch`: `delete` empties the object, `replace` makes it `fields`. */
  readonly wholly?: 'delete' | 'replace' | undefined;
  /** From `$retainKeys`: all other fields of the original go. */
  readonly retained?: ReadonlySet<string> | undefined;
  /** From `$deleteFromPrimitiveList/FIELD`: scalars to take out of the list of that field. */
  readonly removed: ReadonlyMap<string, readonly JsonValue[]>;
  readonly fields: JsonObject;
}

const removal = '$deleteFromPrimitiveList/';
const order = '$setElementOrder/';

/** Throws `PatchError` for a directive that is unknown or malformed. */
export function readDirectives(patch: JsonObject, path: readonly string[]): Directives {
  const removed = new Map<string, readonly JsonValue[]>();
  const fields: [string, JsonValue][] = [];
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch' || key === '$retainKeys') continue;
    if (key.startsWith(order)) throw new PatchError([...path, key], 'the order of elements cannot be patched');
    if (key.startsWith(removal)) removed.set(key.slice(removal.length), listOfScalars(value, [...path, key]));
    else fields.push([key, value]);
  }
  return {
    wholly: readWholly(patch, path),
    retained: readRetained(patch, path),
    removed,
    fields: Object.fromEntries(fields),
  };
}

function readWholly(patch: JsonObject, path: readonly string[]): Directives['wholly'] {
  const directive = Object.hasOwn(patch, '$patch') ? patch.$patch : undefined;
  if (directive === undefined || directive === 'delete' || directive === 'replace') return directive;
  throw new PatchError([...path, '$patch'], `replace or delete expected, found ${canonicalJson(directive)}`);
}

function readRetained(patch: JsonObject, path: readonly string[]): ReadonlySet<string> | undefined {
  if (!Object.hasOwn(patch, '$retainKeys')) return undefined;
  const place = [...path, '$retainKeys'];
  const names = listOfScalars(patch.$retainKeys ?? null, place);
  const forgotten = Object.keys(patch).find((key) => !key.startsWith('$') && !names.includes(key));
  if (forgotten === undefined) return new Set(names.map(String));
  throw new PatchError(place, `${forgotten} is patched, so it must be retained too`);
}

function listOfScalars(value: JsonValue, path: readonly string[]): readonly JsonValue[] {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value;
  throw new PatchError(path, 'a list of text expected');
}

/** A value that is new has nothing to direct: `$patch` is dropped, at every depth. */
export function withoutDirectives(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutDirectives);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== '$patch');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutDirectives(inner)]));
}
