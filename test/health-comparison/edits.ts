import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';

/** The way to a value inside an object: names of members, places in lists. */
export type Path = readonly (string | number)[];

/** One change of an object. */
export interface Edit {
  readonly path: Path;
  /** Undefined: what is there is taken out. */
  readonly value: JsonValue | undefined;
}

/** The object after some changes, one after the other. */
export function edited(object: JsonObject, edits: readonly Edit[]): JsonObject {
  return edits.reduce<JsonObject>((before, { path, value }) => {
    const after = setAt(before, path, value);
    return isJsonObject(after) ? after : before;
  }, object);
}

/** What is on the way and is not there is made; what is there and is something else is replaced. */
function setAt(
  holder: JsonValue | undefined,
  [step, ...rest]: Path,
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (step === undefined) return value;
  return typeof step === 'number' ? setItem(holder, step, rest, value) : setMember(holder, step, rest, value);
}

function setMember(holder: JsonValue | undefined, name: string, rest: Path, value: JsonValue | undefined): JsonObject {
  const { [name]: old, ...others } = isJsonObject(holder) ? holder : {};
  const member = setAt(old, rest, value);
  return member === undefined ? others : { ...others, [name]: member };
}

/** Behind the end of a list is its end. */
function setItem(holder: JsonValue | undefined, place: number, rest: Path, value: JsonValue | undefined): JsonValue[] {
  const list = Array.isArray(holder) ? holder : [];
  const at = Math.min(place, list.length);
  const item = setAt(list[at], rest, value);
  return list.toSpliced(at, 1, ...(item === undefined ? [] : [item]));
}

/** All ways into a value, its own members first. */
export function pathsIn(value: JsonValue, path: Path = []): Path[] {
  const steps = Array.isArray(value) ? [...value.keys()] : isJsonObject(value) ? Object.keys(value) : [];
  return steps.flatMap((step) => {
    const inner = [...path, step];
    return [inner, ...pathsIn(valueAt(value, [step]) ?? null, inner)];
  });
}

export function valueAt(value: JsonValue | undefined, [step, ...rest]: Path): JsonValue | undefined {
  if (step === undefined) return value;
  if (typeof step === 'number') return Array.isArray(value) ? valueAt(value[step], rest) : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? valueAt(value[step], rest) : undefined;
}
