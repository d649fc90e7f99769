import type { KeepWhen } from '#core/model/inventory.ts';
import type { Manifest } from '#core/model/manifest.ts';

const annotation = 'argocd.argoproj.io/sync-options';

/** Sync options of one object, as in `Prune=false,Delete=false`; spaces around parts do not count. */
export function readSyncOptions(manifest: Manifest): ReadonlySet<string> {
  const text = manifest.metadata.annotations?.[annotation] ?? '';
  return new Set(text.split(',').flatMap((option) => option.trim() || []));
}

/**
 * What must not delete this object, as the inventory remembers it: when the object is gone from git, so is its annotation.
 * `confirm` counts as `false`, since there is no way yet to give the confirmation.
 */
export function keepOf(manifest: Manifest): readonly KeepWhen[] | undefined {
  const options = readSyncOptions(manifest);
  const keep: KeepWhen[] = [];
  if (options.has('Prune=false') || options.has('Prune=confirm')) keep.push('prune');
  if (options.has('Delete=false') || options.has('Delete=confirm')) keep.push('delete');
  return keep.length > 0 ? keep : undefined;
}
