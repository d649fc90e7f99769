import { CountedParts } from '#core/model/counted-parts.ts';
import type { OwnedObjects } from '#core/observe/wanted-watches.ts';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';

/**
 * Which kinds an Application owns where, as far as watches depend on it: one object for all Applications of a tenant that own the same.
 * Thousands of them need a handful.
 */
export class OwnedPlaces {
  private readonly shared = new CountedParts<OwnedObjects>();

  /** To be given back with `release`. */
  share(tenant: string, inventory: readonly InventoryEntry[]): OwnedObjects {
    return this.shared.share(idOf({ tenant, inventory }), () => ({ tenant, inventory: placesOf(inventory) }));
  }

  release(owned: OwnedObjects): void {
    this.shared.release(idOf(owned));
  }

  all(): IteratorObject<OwnedObjects> {
    return this.shared.all();
  }
}

type Place = OwnedObjects['inventory'][number];

/** Each once, in a stable order. */
function placesOf(inventory: readonly Place[]): Place[] {
  const places = inventory.map((entry) => [textOf(entry), entry] as const);
  return [...new Map(places)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, version, kind, namespace }]) => ({ group, version, kind, namespace }));
}

function idOf({ tenant, inventory }: OwnedObjects): string {
  return [tenant, ...new Set(inventory.map(textOf).toSorted())].join('\n');
}

function textOf({ group, version, kind, namespace }: Place): string {
  return `${group}/${version}/${kind}/${namespace}`;
}
