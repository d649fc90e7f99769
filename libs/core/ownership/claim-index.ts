import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { type ObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';
import { sharedText } from '#core/model/text/shared-text.ts';

/** An object that another Application has claimed. */
export interface ForeignClaim {
  readonly key: ObjectKey;
  /** Id of the Application that owns it. */
  readonly application: string;
}

/** One object of this is shared by all claims that an Application made at one time: claims cost no memory of their own. */
interface Claimant {
  readonly application: string;
  /** The API server answered an apply: a UID is known. */
  readonly confirmed: boolean;
  /** Counts up with every news: the lower one was heard of first. */
  readonly since: number;
}

interface Holding {
  readonly cluster: string;
  readonly ids: readonly string[];
}

/**
 * Object → Application for each cluster, from the inventories of all Applications (design §9). Of several claims on one object a
 * confirmed one wins over intents, then the one that was heard of first. Every worker hears of them in the order in which they
 * were written, so a worker that has heard of its own intent knows every claim that was written before.
 */
export class ClaimIndex {
  readonly #holdings = new Map<string, Holding>();
  readonly #clusters = new Map<string, Map<string, readonly Claimant[]>>();
  #news = 0;

  /** Replaces what is known of an Application; `application` is any id that is unique among all, such as `namespace/name`. */
  set(application: string, cluster: string, entries: readonly InventoryEntry[]): void {
    this.#news += 1;
    const shared = new Map<string, readonly Claimant[]>();
    const claimed = entries.map((entry): readonly [string, readonly Claimant[]] => {
      const id = sharedText(objectKeyId(entry));
      const since = this.#claimOf(application, cluster, id)?.since ?? this.#news;
      const confirmed = entry.uid !== undefined;
      const claim = shared.get(`${since} ${confirmed}`) ?? [{ application, confirmed, since }];
      shared.set(`${since} ${confirmed}`, claim);
      return [id, claim];
    });
    this.remove(application);
    if (claimed.length === 0) return;
    const claims = this.#claimsOn(cluster);
    for (const [id, claim] of claimed) claims.set(id, addClaim(claims.get(id), claim));
    const ids = claimed.map(([id]) => id);
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

  /** True when it is known that the Application claims all of these objects. */
  hasClaims(application: string, cluster: string, keys: readonly ObjectKey[]): boolean {
    return keys.every((key) => this.#claimOf(application, cluster, objectKeyId(key)) !== undefined);
  }

  #claimOf(application: string, cluster: string, id: string): Claimant | undefined {
    return this.#clusters
      .get(cluster)
      ?.get(id)
      ?.find((claim) => claim.application === application);
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
  return a.since - b.since;
}
