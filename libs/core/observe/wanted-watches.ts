import type { InventoryEntry } from '../model/objects/inventory.ts';
import type { GroupVersionKind } from '../model/objects/manifest.ts';

/** One watch that the inventories of a cluster ask for. */
export interface WantedWatch {
  readonly kind: GroupVersionKind;
  /** `full` for kinds whose health counts, `metadata` for all others. */
  readonly mode: 'full' | 'metadata';
  /** '' for all namespaces, watched as the hub itself. */
  readonly namespace: string;
  /** Set where the hub may not look and the tenant itself has to. */
  readonly tenant?: string | undefined;
}

export interface OwnedObjects {
  readonly tenant: string;
  readonly inventory: readonly Pick<InventoryEntry, 'group' | 'version' | 'kind' | 'namespace'>[];
}

export interface WatchRules {
  /** Whether the status of a kind decides about the health of this tenant's objects. */
  readonly hasHealth: (kind: { group: string; kind: string }, tenant: string) => boolean;
  /** Kinds the hub itself may not watch on this cluster. */
  readonly isClosedToHub: (kind: { group: string; kind: string }) => boolean;
}

/**
 * The watches that show every object of these inventories, by {@link watchId}: one for each kind, all over the cluster, of whole objects
 * when one of the tenants wants that; where the hub
 * has no right (Secrets, which RBAC cannot open for their metadata alone), one for each namespace and tenant.
 */
export function findWantedWatches(
  owned: Iterable<OwnedObjects>,
  { hasHealth, isClosedToHub }: WatchRules,
): Map<string, WantedWatch> {
  const watches = new Map<string, WantedWatch>();
  for (const { tenant, inventory } of owned) {
    for (const { group, version, kind, namespace } of inventory) {
      const scope = isClosedToHub({ group, kind }) ? { namespace, tenant } : { namespace: '' };
      const id = watchId({ kind: { group, version, kind }, ...scope });
      const known = watches.get(id);
      if (known?.mode === 'full') continue;
      const mode = hasHealth({ group, kind }, tenant) ? 'full' : 'metadata';
      watches.set(id, { kind: { group, version, kind }, mode, ...scope });
    }
  }
  return watches;
}

/** Unique for each watch. */
export function watchId({ kind, namespace, tenant = '' }: Omit<WantedWatch, 'mode'>): string {
  return [kind.group, kind.version, kind.kind, namespace, tenant].join('/');
}

/** Secrets are closed to the hub on every cluster (design §9). */
export function isSecret({ group, kind }: { group: string; kind: string }): boolean {
  return group === '' && kind === 'Secret';
}
