import { type IgnoredPlaces, ignoredPlacesOf } from '../ignored-differences/ignored-places.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { type Manifest, objectKeyOf } from '../model/objects/manifest.ts';
import { markOwnership, type Owner } from '../ownership/mark-ownership.ts';
import type { ApplyOptions, DesiredObject } from '../plan/plan.ts';
import { effectiveOptions, type SyncOptions } from '../sync-options/read-options.ts';
import type { ApplySettings } from './apply-settings.ts';

export interface HashingOwner extends Owner {
  /** Hexadecimal, with a key that only hub and workers have. */
  readonly keyedDigest: (text: string) => string;
}

/**
 * A settled manifest as the plan compares it and as it is sent: marked as the Application's own. What is ignored counts for its digest:
 * with other rules the object is applied anew, so that our hold on its fields fits. The digest stays in the status for all to
 * read: its key makes sure that nobody finds a short password by trying.
 */
export function desiredObject(manifest: Manifest, owner: HashingOwner, settings: ApplySettings): DesiredObject {
  const marked = markOwnership(manifest, owner);
  const key = objectKeyOf(marked);
  const options = applyOptions(effectiveOptions(manifest, settings.options));
  const isRespected = settings.options.get('RespectIgnoreDifferences') === 'true';
  const ignored = ignoredPlacesOf(key, settings.differences, isRespected);
  return {
    key,
    manifest: marked,
    hash: owner.keyedDigest(canonicalJson(digested(marked, ignored, options))),
    ...(Object.keys(options).length > 0 && { options }),
    ...(ignored && { ignored }),
  };
}

/** The namespace of the destination, as {@link desiredObject} has the others; nothing of the Application's settings is about it. */
export function desiredNamespace(manifest: Manifest, owner: HashingOwner): DesiredObject {
  const marked = markOwnership(manifest, owner);
  const hash = owner.keyedDigest(canonicalJson(marked));
  return { key: objectKeyOf(marked), manifest: marked, hash, options: { asHub: true } };
}

function digested(
  marked: Manifest,
  ignored: IgnoredPlaces | undefined,
  { clientSide, lenient }: ApplyOptions,
): unknown {
  return ignored === undefined && clientSide === undefined ? marked : { marked, ignored, clientSide, lenient };
}

/**
 * `Validate=false` means fields that the kind does not have are dropped. A server-side apply refuses them whatever is asked for, so the
 * object is applied as Argo CD does it by default, unless `ServerSideApply=true` stands beside it.
 */
function applyOptions(options: SyncOptions): ApplyOptions {
  const lenient = options.get('Validate') === 'false';
  const serverSide = options.get('ServerSideApply') ?? String(!lenient);
  return {
    ...(options.get('Replace') === 'true' && { replace: true }),
    ...(options.get('Force') === 'true' && { recreate: true }),
    ...(serverSide === 'false' && { clientSide: true, ...(lenient && { lenient: true }) }),
  };
}
