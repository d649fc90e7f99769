import { parseObjectKeyId } from '../../model/objects/object-key.ts';
import type { ApplicationStatus } from '../../resources/application.ts';

/** One object of an Application on its cluster. */
export interface ObjectView {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly sync: 'Synced' | 'OutOfSync';
  /** What the last operation did with it; absent when it simply was as it should be. */
  readonly outcome?: string;
  readonly message?: string;
}

/** Every object the Application owns, and those its last operation failed on or left alone; sorted by group, kind, namespace, name. */
export function viewObjects({ inventory = [], results = [], drift }: ApplicationStatus): readonly ObjectView[] {
  const owned = new Map(inventory.map((item) => [item.id, item]));
  const outcomes = new Map(results.map((result) => [result.id, result]));
  const drifted = new Set(drift?.objects);
  const ids = new Set([...owned.keys(), ...outcomes.keys()]);
  return [...ids].toSorted().flatMap((id) => {
    const key = parseObjectKeyId(id);
    if (key === undefined) return [];
    const result = outcomes.get(id);
    // Pruned ones are gone: only the last operation's results still name them.
    if (result?.outcome === 'pruned' && !owned.has(id)) return [];
    const message = result?.message ?? (drifted.has(id) ? drift?.message : undefined);
    const isApplied = owned.get(id)?.uid !== undefined;
    const isOff = !isApplied || drifted.has(id) || result?.outcome === 'failed' || result?.outcome === 'skipped';
    const view = {
      ...key,
      version: owned.get(id)?.version ?? '',
      sync: isOff ? ('OutOfSync' as const) : ('Synced' as const),
    };
    return [
      {
        ...view,
        ...(result === undefined ? {} : { outcome: result.outcome }),
        ...(message === undefined ? {} : { message }),
      },
    ];
  });
}
