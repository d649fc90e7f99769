import type { Queue } from 'bullmq';
import { applicationId, readJobId } from '../jobs/jobs.ts';

/** Applications that are jobs now, waiting or running. */
export interface InFlight {
  readonly count: number;
  /** `namespace/name`. */
  readonly applications: ReadonlySet<string>;
  /** How many by tenant namespace. */
  readonly byTenant: ReadonlyMap<string, number>;
  /** How many by cluster. */
  readonly byCluster: ReadonlyMap<string, number>;
}

/** Two reads of short lists: the queue is kept shallow, and the job ids tell all. */
export async function readInFlight(queue: Queue): Promise<InFlight> {
  const ids = await queue.getRanges(['waiting', 'active'], 0, -1);
  const jobs = ids.flatMap((id) => readJobId(id) ?? []);
  return {
    count: ids.length,
    applications: new Set(jobs.map((job) => applicationId(job.application))),
    byTenant: countBy(jobs.map((job) => job.application.namespace)),
    byCluster: countBy(jobs.map((job) => job.cluster)),
  };
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
