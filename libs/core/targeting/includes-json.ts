import { isJsonObject } from '#core/model/json.ts';

/** True when everything in `part` is in `whole`: objects may have further keys, everything else is equal. */
export function includesJson(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) && whole.length === part.length && part.every((item, at) => includesJson(whole[at], item))
    );
  }
  if (!isJsonObject(part)) return whole === part;
  if (!isJsonObject(whole)) return false;
  return Object.entries(part).every(
    ([key, value]) => value === undefined || (Object.hasOwn(whole, key) && includesJson(whole[key], value)),
  );
}
