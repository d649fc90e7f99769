import type { KeepWhen } from '#core/model/inventory.ts';
import type { SyncOptions } from './read-options.ts';

/** What must not delete an object: the inventory remembers it, for when the object is gone from git, so is its annotation. */
export function keepOf(options: SyncOptions): KeepWhen[] {
  const keep: KeepWhen[] = [];
  if (options.get('Prune') === 'false') keep.push('prune');
  if (options.get('Prune') === 'confirm') keep.push('prune-until-approved');
  if (options.get('Delete') === 'false') keep.push('delete');
  if (options.get('Delete') === 'confirm') keep.push('delete-until-approved');
  return keep;
}
