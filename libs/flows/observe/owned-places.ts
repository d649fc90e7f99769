import type { OwnedObjects } from '#core/observe/wanted-watches.ts';
import type { InventoryEntry } from '#core/model/inventory.ts';

/**
 * Which kinds an Application owns where, as far as watches depend on it: one object for all Applications of a tenant that own the same.
 * Thousands of them need a handful.
 */
export class OwnedPlaces {
  private readonly shared = new Map<string, { readonly owned: OwnedObjects; users: number }>();

  /** To be given back with `release`. */
  share(tenant: string, inventory: readonly InventoryEntry[]): OwnedObjects {
    const id = idOf({ tenant, inventory });
    const known = this.shared.get(id) ?? { owned: { tenant, inventory: placesOf(inventory) }, users: 0 };
    known.users += 1;
    this.shared.set(id, known);
    return known.owned;
  }

  release(owned: OwnedObjects): void {
    const id = idOf(owned);
    const known = this.shared.get(id);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users === 0) this.shared.delete(id);
  }

  *all(): Generator<OwnedObjects> {
    for (const { owned } of this.shared.values()) yield owned;
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
