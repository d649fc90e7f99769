import type { KeepWhen } from '#core/model/objects/inventory.ts';
import type { SyncOptions } from './read-options.ts';

/** What must not delete an object: the inventory remembers it, for when the object is gone from git, so is its annotation. */
export function keepOf(options: SyncOptions): KeepWhen[] {
  return [...(ofPrune[options.get('Prune') ?? ''] ?? []), ...(ofDelete[options.get('Delete') ?? ''] ?? [])];
}

type ByValue = Readonly<Record<string, readonly KeepWhen[]>>;

const ofPrune: ByValue = { false: ['prune'], confirm: ['prune-until-approved'], true: ['prune-allowed'] };
const ofDelete: ByValue = { false: ['delete'], confirm: ['delete-until-approved'], true: ['delete-allowed'] };
