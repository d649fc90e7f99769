import type { Application } from '../../resources/application.ts';
import type { Cluster } from '../../resources/cluster.ts';
import type { Repository } from '../../resources/repository.ts';
import { endSentence } from '../../status/end-sentence.ts';
import { DELETION_INPUTS } from '../../status/sync-need.ts';
import { clusterNameOf, repositoryOf, type ReadFacts } from './read-facts.ts';
import { readinessOf } from '../readiness.ts';

/**
 * One sentence on an Application: that it is synced, or why not, who must act and what happens next (law 10). What lies
 * outside the Application and keeps it from moving comes first: its cluster, then its own last operation, then its
 * repository; else what the last sync said of itself.
 */
export function summarizeApplication(application: Application, facts: ReadFacts): string {
  const { metadata, status } = application;
  if (metadata.deletionTimestamp !== undefined) return describeDeletion(application, metadata.deletionTimestamp, facts);
  return (
    describeDestination(application, facts) ??
    (isStuck(application) ? status.summary : undefined) ??
    describeRepository(repositoryOf(application, facts)) ??
    (facts.isQueued(metadata)
      ? 'Waiting in the queue for a free worker; it is synced when its turn comes, nobody has to act.'
      : undefined) ??
    status.summary ??
    'Not synced yet; it waits for its first sync, nobody has to act.'
  );
}

/** What an earlier sync failed on is of no interest any more; what keeps the deletion itself is. */
function describeDeletion(application: Application, since: string, facts: ReadFacts): string {
  const { summary, operation } = application.status;
  const cluster = facts.clusters.get(clusterNameOf(application, facts));
  const obstacle = cluster === undefined ? undefined : describeCluster(cluster);
  if (obstacle !== undefined) return `Being deleted since ${since}. ${obstacle}`;
  if (summary !== undefined && operation?.inputsDigest === DELETION_INPUTS && isStuck(application))
    return `Being deleted since ${since}. ${summary}`;
  return `Being deleted since ${since}; the objects it owns are removed from its cluster first.`;
}

function isStuck({ status }: Application): boolean {
  const phase = status.operation?.phase;
  return phase === 'Waiting' || phase === 'Failed' || phase === 'Stalled';
}

function describeDestination(application: Application, facts: ReadFacts): string | undefined {
  const name = clusterNameOf(application, facts);
  if (name === '') return 'Its destination names no cluster; the tenant has to set destination.name in git.';
  const cluster = facts.clusters.get(name);
  if (cluster !== undefined) return describeCluster(cluster);
  return `Its destination ${name} is not a registered cluster; the tenant has to correct it in git, or the platform team registers the cluster.`;
}

function describeCluster({ metadata, status }: Cluster): string | undefined {
  const phase = status.phase ?? 'Pending';
  if (phase === 'Ready') return undefined;
  const since = status.since === undefined ? '' : ` since ${status.since}`;
  const why = status.message === undefined || status.message === '' ? '' : ` (${trimEnd(status.message)})`;
  return `Cluster ${metadata.name} is ${phase}${since}${why}; sync and health are the last known, ${NEXT[phase]}.`;
}

const NEXT = {
  Pending: 'and syncing starts by itself when a worker has reached the cluster',
  Unreachable: 'and syncing goes on by itself when the cluster answers again',
  Unauthorized:
    'and nothing is synced there until the platform team has renewed its credentials with `nabe cluster add`',
  IdentityChanged: 'and nothing is synced there until the platform team has registered the cluster anew',
} as const;

function describeRepository(repository: Repository | undefined): string | undefined {
  if (repository === undefined) return undefined;
  const { ready, since, message } = readinessOf(repository.status.conditions);
  if (ready !== 'False') return undefined;
  return `Repository ${repository.spec.url} has not been readable since ${since}. ${endSentence(message)}`;
}

function trimEnd(sentence: string): string {
  return sentence.replace(/[.\s]+$/, '');
}
