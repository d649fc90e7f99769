import type { InventoryEntry } from '#core/model/inventory.ts';
import { type ObjectKey, objectKeyId } from '#core/model/object-key.ts';

/** An object that another Application has claimed. */
export interface ForeignClaim {
  readonly key: ObjectKey;
  /** Id of the Application that owns it. */
  readonly application: string;
}

/** One object of this is shared by all confirmed claims of an Application, another by all its intents: claims cost no memory of their own. */
interface Claimant {
  readonly application: string;
  /** The API server answered an apply: a UID is known. */
  readonly confirmed: boolean;
}

interface Holding {
  readonly cluster: string;
  readonly ids: readonly string[];
}

/**
 * Object → Application for each cluster, from the inventories of all Applications (design §9). Of several claims on one object a
 * confirmed one wins over intents, then the lowest application id, so that every worker names the same owner, whatever
 * order it heard of them in.
 */
export class ClaimIndex {
  readonly #holdings = new Map<string, Holding>();
  readonly #clusters = new Map<string, Map<string, readonly Claimant[]>>();

  /** Replaces what is known of an Application; `application` is any id that is unique among all, such as `namespace/name`. */
  set(application: string, cluster: string, entries: readonly InventoryEntry[]): void {
    this.remove(application);
    if (entries.length === 0) return;
    const confirmed = [{ application, confirmed: true }];
    const intended = [{ application, confirmed: false }];
    const claims = this.#claimsOn(cluster);
    const ids = entries.map((entry) => {
      const id = objectKeyId(entry);
      claims.set(id, addClaim(claims.get(id), entry.uid === undefined ? intended : confirmed));
      return id;
    });
    this.#holdings.set(application, { cluster, ids });
  }

  remove(application: string): void {
    const holding = this.#holdings.get(application);
    if (!holding) return;
    this.#holdings.delete(application);
    const claims = this.#claimsOn(holding.cluster);
    for (const id of holding.ids) {
      const others = (claims.get(id) ?? []).filter((claimant) => claimant.application !== application);
      if (others.length > 0) claims.set(id, others);
      else claims.delete(id);
    }
    if (claims.size === 0) this.#clusters.delete(holding.cluster);
  }

  /** Id of the Application that owns the object; undefined when nobody has claimed it. */
  ownerOf(cluster: string, key: ObjectKey): string | undefined {
    return this.#clusters.get(cluster)?.get(objectKeyId(key))?.[0]?.application;
  }

  /** Those of the objects that belong to other Applications, in the order given: applying them is refused before any request. */
  findForeign(application: string, cluster: string, keys: readonly ObjectKey[]): ForeignClaim[] {
    return keys.flatMap((key) => {
      const owner = this.ownerOf(cluster, key);
      return owner === undefined || owner === application ? [] : [{ key, application: owner }];
    });
  }

  #claimsOn(cluster: string): Map<string, readonly Claimant[]> {
    const known = this.#clusters.get(cluster);
    if (known) return known;
    const claims = new Map<string, readonly Claimant[]>();
    this.#clusters.set(cluster, claims);
    return claims;
  }
}

function addClaim(before: readonly Claimant[] | undefined, claim: readonly Claimant[]): readonly Claimant[] {
  return before ? [...before, ...claim].toSorted(compareClaimants) : claim;
}

function compareClaimants(a: Claimant, b: Claimant): number {
  if (a.confirmed !== b.confirmed) return a.confirmed ? -1 : 1;
  return a.application < b.application ? -1 : 1;
}
