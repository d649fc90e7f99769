import type { Application } from '../../resources/application.ts';
import type { Cluster } from '../../resources/cluster.ts';
import { SYSTEM_NAMESPACE } from '../../resources/metadata.ts';
import type { Repository } from '../../resources/repository.ts';
import { sourcesOf } from '../../sources/application-sources.ts';
import { canonicalRepositoryUrl } from '../../tenancy/repository-url.ts';

/** What an Application's view says beside the Application itself. Built once for a request, from complete lists. */
export interface ReadFacts {
  readonly clusters: ReadonlyMap<string, Cluster>;
  /** Names of the registered clusters by API address. */
  readonly clusterNames: ReadonlyMap<string, string>;
  /** By namespace and URL. */
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly isQueued: IsQueued;
}

/** Whether an Application is known to wait for a worker. */
export type IsQueued = (name: { readonly namespace: string; readonly name: string }) => boolean;

export function collectReadFacts(
  clusters: readonly Cluster[],
  repositories: readonly Repository[],
  isQueued: IsQueued = () => false,
): ReadFacts {
  return {
    isQueued,
    clusters: new Map(clusters.map((cluster) => [cluster.metadata.name, cluster])),
    clusterNames: new Map(clusters.map(({ metadata, spec }) => [addressKey(spec.server), metadata.name])),
    repositories: new Map(
      repositories.map((repository) => [repositoryKey(repository.metadata.namespace, repository.spec.url), repository]),
    ),
  };
}

/** Name of the cluster an Application goes to; its server when no registered cluster has that address; '' when it names none. */
export function clusterNameOf({ spec }: Application, facts: ReadFacts): string {
  const { name, server } = spec.destination;
  if (name !== undefined && name !== '') return name;
  return server === undefined ? '' : (facts.clusterNames.get(addressKey(server)) ?? server);
}

/** The tenant's own Repository of the Application's source, else a shared one. */
export function repositoryOf({ metadata, spec }: Application, facts: ReadFacts): Repository | undefined {
  const url = sourcesOf(spec)[0]?.source.repoURL;
  if (url === undefined) return undefined;
  const own = facts.repositories.get(repositoryKey(metadata.namespace, url));
  return own ?? facts.repositories.get(repositoryKey(SYSTEM_NAMESPACE, url));
}

function addressKey(server: string): string {
  return server.replace(/\/+$/, '');
}

/** One key for all spellings of a repository's address. */
function repositoryKey(namespace: string, url: string): string {
  const canonical = canonicalRepositoryUrl(url);
  return `${namespace} ${canonical.ok ? canonical.value : url}`;
}
