import { assignSpokes } from './assign-spokes.ts';

/** What a worker knows when it looks which clusters it has to observe. */
export interface ShareFacts {
  readonly identity: string;
  readonly clusters: readonly string[];
  /** Those that live and observe, ourselves among them while our Lease holds. */
  readonly workers: readonly string[];
  /** The clusters that we observe now. */
  readonly before: ReadonlySet<string>;
}

/**
 * The clusters that a worker observes. Where it knows of no living worker, not even itself, the management cluster is away or slow, and nobody
 * could take over what it let go of: it keeps what it has. To begin anew would have every spoke list all of its objects.
 */
export function ownShare({ identity, clusters, workers, before }: ShareFacts): ReadonlySet<string> {
  if (workers.length === 0) return new Set(clusters.filter((cluster) => before.has(cluster)));
  const assigned = assignSpokes(clusters, workers);
  return new Set(clusters.filter((cluster) => assigned.get(cluster) === identity));
}
