import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { findCheck } from './find-judge.ts';
import { type Health, health } from './health.ts';

/** A hook's own finalizer holds the object until its result has been read: it is judged as if it were not being deleted. */
const hookFinalizer = 'argocd.argoproj.io/hook-finalizer';

/**
 * Whether a live object works; undefined for kinds without a check, whose existence is enough. An object on its way out is
 * Progressing, whatever its kind. An object that cannot be read is Unknown.
 */
export function assessHealth(object: JsonObject): Health | undefined {
  if (isBeingDeleted(object)) return health('Progressing', 'Pending deletion');
  const kind = kindOf(object);
  return kind === undefined ? undefined : findCheck(kind)?.(object);
}

/** Group and kind of an object; undefined when it does not say. */
export function kindOf({ apiVersion, kind }: JsonObject): { group: string; kind: string } | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  return { group: parseApiVersion(apiVersion).group, kind };
}

export function isBeingDeleted({ metadata }: JsonObject): boolean {
  if (!isJsonObject(metadata) || !metadata['deletionTimestamp']) return false;
  const { finalizers } = metadata;
  return !Array.isArray(finalizers) || !finalizers.includes(hookFinalizer);
}
