import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/manifest.ts';
import { type Health, health } from './health.ts';
import { healthChecks } from './health-checks.ts';

/** A hook's own finalizer holds the object until its result has been read: it is judged as if it were not being deleted. */
const hookFinalizer = 'argocd.argoproj.io/hook-finalizer';

/**
 * Whether a live object works; undefined for kinds without a check, whose existence is enough. An object on its way out is
 * Progressing, whatever its kind. An object that cannot be read is Unknown.
 */
export function assessHealth(object: JsonObject): Health | undefined {
  if (isBeingDeleted(object)) return health('Progressing', 'Pending deletion');
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  return healthChecks.get(`${parseApiVersion(apiVersion).group}/${kind}`)?.(object);
}

function isBeingDeleted({ metadata }: JsonObject): boolean {
  if (!isJsonObject(metadata) || !metadata['deletionTimestamp']) return false;
  const { finalizers } = metadata;
  return !Array.isArray(finalizers) || !finalizers.includes(hookFinalizer);
}
