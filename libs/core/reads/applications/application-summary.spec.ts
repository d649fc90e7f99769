import { describe, expect, it } from 'vitest';
import { Application } from '../../resources/application.ts';
import { Cluster } from '../../resources/cluster.ts';
import { Repository } from '../../resources/repository.ts';
import { summarizeApplication } from './application-summary.ts';
import { collectReadFacts } from './read-facts.ts';

function application({ metadata = {}, spec = {}, status = {} }: { metadata?: object; spec?: object; status?: object }) {
  return Application.parse({
    metadata: { namespace: 'tenant-red', name: 'web', ...metadata },
    spec: { source: { repoURL: 'https://git.example/red/apps.git' }, destination: { name: 'prod-eu' }, ...spec },
    status,
  });
}

function cluster(status: object) {
  const spec = { server: 'https://prod-eu.example:6443', credentialsRef: { name: 'cluster-prod-eu' } };
  return Cluster.parse({ metadata: { namespace: 'nabe-system', name: 'prod-eu' }, spec, status });
}

const since = '2026-01-01T00:00:00Z';
const refused = {
  type: 'Ready',
  status: 'False',
  reason: 'Unreachable',
  message: 'connection refused',
  lastTransitionTime: since,
};
const unreadable = Repository.parse({
  metadata: { namespace: 'tenant-red', name: 'apps' },
  spec: { url: 'https://GIT.example/red/apps' },
  status: { conditions: [refused] },
});
const failed = { operation: { phase: 'Failed' }, summary: 'Deployment shop/web was refused.' };
const deleting = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const down = { phase: 'Unreachable', since: '2026-01-01T00:00:00Z', message: 'no answer within 5 s.' };

describe('summarizeApplication', () => {
  it.each([
    {
      name: 'says that it waits for its first sync',
      parts: {},
      says: 'Not synced yet; it waits for its first sync, nobody has to act.',
    },
    {
      name: 'gives what the last sync said',
      parts: { status: { summary: 'Synced to 1a2b3c4.' } },
      says: 'Synced to 1a2b3c4.',
    },
    {
      name: 'says that it waits in the queue',
      parts: { status: { summary: 'Synced to 1a2b3c4.' } },
      queued: true,
      says: 'Waiting in the queue for a free worker; it is synced when its turn comes, nobody has to act.',
    },
    {
      name: 'says since when its repository cannot be read',
      parts: { status: { summary: 'Synced to 1a2b3c4.' } },
      repositories: [unreadable],
      says: 'Repository https://GIT.example/red/apps has not been readable since 2026-01-01T00:00:00Z. connection refused.',
    },
    {
      name: 'gives its own failure before that of its repository',
      parts: { status: failed },
      repositories: [unreadable],
      says: 'Deployment shop/web was refused.',
    },
    {
      name: 'says before all else that its cluster is down',
      parts: { status: failed },
      clusters: [cluster(down)],
      says: 'Cluster prod-eu is Unreachable since 2026-01-01T00:00:00Z (no answer within 5 s); sync and health are the last known, and syncing goes on by itself when the cluster answers again.',
    },
    {
      name: 'says who renews refused credentials',
      parts: {},
      clusters: [cluster({ phase: 'Unauthorized' })],
      says: 'Cluster prod-eu is Unauthorized; sync and health are the last known, and nothing is synced there until the platform team has renewed its credentials with `nabe cluster add`.',
    },
    {
      name: 'says that its cluster is not registered',
      parts: {},
      clusters: [],
      says: 'Its destination prod-eu is not a registered cluster; the tenant has to correct it in git, or the platform team registers the cluster.',
    },
    {
      name: 'finds its cluster by server',
      parts: { spec: { destination: { server: 'https://prod-eu.example:6443/' } } },
      says: 'Not synced yet; it waits for its first sync, nobody has to act.',
    },
    {
      name: 'says that its destination is empty',
      parts: { spec: { destination: {} } },
      says: 'Its destination names no cluster; the tenant has to set destination.name in git.',
    },
    {
      name: 'says that it is being deleted',
      parts: { metadata: deleting },
      says: 'Being deleted since 2026-01-01T00:00:00Z; the objects it owns are removed from its cluster first.',
    },
    {
      name: 'says what keeps its deletion',
      parts: {
        metadata: deleting,
        status: {
          operation: { phase: 'Failed', inputsDigest: 'deletion' },
          summary: 'Its cluster prod-eu is not registered.',
        },
      },
      says: 'Being deleted since 2026-01-01T00:00:00Z. Its cluster prod-eu is not registered.',
    },
    {
      name: 'says that its deletion waits for its cluster',
      parts: { metadata: deleting, status: { summary: 'Synced to 1a2b3c4.' } },
      clusters: [cluster(down)],
      says: 'Being deleted since 2026-01-01T00:00:00Z. Cluster prod-eu is Unreachable since 2026-01-01T00:00:00Z (no answer within 5 s); sync and health are the last known, and syncing goes on by itself when the cluster answers again.',
    },
    {
      name: 'forgets the failure of a sync when it is being deleted',
      parts: { metadata: deleting, status: failed },
      says: 'Being deleted since 2026-01-01T00:00:00Z; the objects it owns are removed from its cluster first.',
    },
  ])('$name', ({ parts, clusters = [cluster({ phase: 'Ready' })], repositories = [], queued = false, says }) => {
    const facts = collectReadFacts(clusters, repositories, () => queued);
    expect(summarizeApplication(application(parts), facts)).toBe(says);
  });
});
