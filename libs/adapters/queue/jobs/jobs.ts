import type { BulkJobOptions, WorkerOptions } from 'bullmq';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { keyPrefix } from '../redis/queue-keys.ts';
import type { Envelope } from './envelope.ts';

/** The contract between the hub, which adds jobs, and the workers, which run them. */
export const syncQueueName = 'sync';
export const syncQueuePrefix = keyPrefix;

/**
 * How soon a lost worker's job runs elsewhere: its lock lapses after `lockDuration`, and the next check, `stalledInterval`
 * later at most, hands it on: within ten seconds. Locks are renewed every four seconds, so a worker may not block its event
 * loop for longer; if it does, the Application is synced twice at once, which repeats work and does no harm.
 * A job that has lost three workers is dropped, lest one bad Application take down all of them; the next sweep asks for it again.
 */
export const syncWorkerTimings = {
  lockDuration: 8_000,
  stalledInterval: 2_000,
  maxStalledCount: 3,
  runRetryDelay: 1_000,
} satisfies Partial<WorkerOptions>;

export interface SyncJobDefinition {
  readonly name: string;
  readonly data: Envelope;
  readonly opts: BulkJobOptions;
}

/**
 * One Application has at most one job waiting and one running: a job added while another waits is dropped, one added while
 * another runs comes after it. Never retried by BullMQ, because a failed sync says itself when it wants to run again. Nothing is
 * kept of ended jobs: what there is to know is in the Application's status.
 * `ahead` puts the job before the few that wait already, for a person who is watching.
 */
export function defineSyncJob(envelope: Envelope, cluster: string, ahead: boolean): SyncJobDefinition {
  const { namespace, name } = envelope.application;
  return {
    name: 'sync',
    data: envelope,
    opts: {
      jobId: `${namespace}/${name}/${cluster}/${envelope.nonce}`,
      deduplication: { id: applicationId(envelope.application), keepLastIfActive: true },
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
      lifo: ahead,
    },
  };
}

export function applicationId({ namespace, name }: ApplicationName): string {
  return `${namespace}/${name}`;
}

/** Reads what `defineSyncJob` wrote into a job's id; undefined for a job that is not ours. */
export function readJobId(
  jobId: string,
): { readonly application: ApplicationName; readonly cluster: string } | undefined {
  const [namespace, name, cluster, nonce, ...rest] = jobId.split('/');
  if (namespace === undefined || name === undefined || cluster === undefined || nonce === undefined || rest.length > 0)
    return undefined;
  return { application: { namespace, name }, cluster };
}
