import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { describeObjectKey, objectKeyId, type ObjectKey } from '#core/model/objects/object-key.ts';
import { readTracking } from '#core/ownership/tracking.ts';

/** For whom the steps are executed: an object that was never confirmed is deleted only when it names this owner. */
export interface StepOwner {
  readonly tenant: string;
  readonly application: string;
}

/** UID of a live object that says it is the owner's; undefined when it says anything else. */
export function ownUid(object: JsonObject, key: ObjectKey, owner: StepOwner): string | undefined {
  const tracking = readTracking(annotationsOf(object));
  const isOurs =
    tracking?.tenant === owner.tenant &&
    tracking.application === owner.application &&
    objectKeyId(tracking.key) === objectKeyId(key);
  if (!isOurs) return undefined;
  const uid = metadataOf(object)['uid'];
  if (typeof uid !== 'string') throw new Error(`${describeObjectKey(key)} was answered without a UID`);
  return uid;
}

export function annotationsOf(object: JsonObject): Readonly<Record<string, string>> {
  const { annotations } = metadataOf(object);
  if (!isJsonObject(annotations)) return {};
  const texts = Object.entries(annotations).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}

export function metadataOf(object: JsonObject): JsonObject {
  return isJsonObject(object['metadata']) ? object['metadata'] : {};
}
