import type { Facts } from './facts.ts';
import type { RepositoryRevision } from './required-facts.ts';

export interface AskedFacts {
  readonly clusters: boolean;
  /** Sorted, each once. */
  readonly repositories: readonly RepositoryRevision[];
}

/**
 * Wraps facts so that afterwards one knows which were really looked at. A repository whose address comes from another
 * generator is found out only this way: answer `complete: false` for what has not been fetched, read {@link AskedFacts},
 * fetch, and generate again, until nothing new is asked.
 */
export function recordFacts(facts: Facts): { readonly facts: Facts; readonly asked: () => AskedFacts } {
  const repositories = new Map<string, RepositoryRevision>();
  let clusters = false;
  return {
    facts: {
      get clusters() {
        clusters = true;
        return facts.clusters;
      },
      directories(repoURL, revision) {
        repositories.set(`${repoURL} ${revision}`, { repoURL, revision });
        return facts.directories(repoURL, revision);
      },
    },
    asked: () => ({
      clusters,
      repositories: [...repositories].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, repository]) => repository),
    }),
  };
}
