import type { Application } from '../../resources/application.ts';
import { applicationFacets, type ApplicationFacets } from './application-view.ts';
import type { ReadFacts } from './read-facts.ts';

/** How many Applications there are, and how many of them are well. */
export interface ApplicationCounts {
  readonly total: number;
  readonly synced: number;
  readonly healthy: number;
}

const NONE: ApplicationCounts = { total: 0, synced: 0, healthy: 0 };

/** Counts once over all Applications; the answered function gives the counts of one tenant or cluster. */
export function countApplications(
  applications: readonly Application[],
  facts: ReadFacts,
  by: 'tenant' | 'cluster',
): (name: string) => ApplicationCounts {
  const counts = new Map<string, ApplicationCounts>();
  for (const application of applications) {
    const facets = applicationFacets(application, facts);
    counts.set(facets[by], add(counts.get(facets[by]) ?? NONE, facets));
  }
  return (name) => counts.get(name) ?? NONE;
}

function add(counts: ApplicationCounts, { sync, health }: ApplicationFacets): ApplicationCounts {
  return {
    total: counts.total + 1,
    synced: counts.synced + (sync === 'Synced' ? 1 : 0),
    healthy: counts.healthy + (health === 'Healthy' ? 1 : 0),
  };
}
