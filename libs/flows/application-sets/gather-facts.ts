import type { ClusterFact, Fact, Facts } from '#core/generators/facts.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { isRepositoryPermitted } from '#core/tenancy/check-application.ts';
import type { ResourceView, ResourceTypes } from '../ports/control-plane.port.ts';
import type { GitSource } from '../ports/git-source.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { commitOf, findRepository, repositoryKey, whyUnresolved } from '../repositories/repository-lookup.ts';

export interface FactPorts {
  readonly clusters: ResourceView<Cluster>;
  readonly repositories: ResourceView<ResourceTypes['Repository']>;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
}

/** The registered clusters as a fact: complete only when every one of them could be read (law 3). */
function clusterFact(clusters: ResourceView<Cluster>): Fact<readonly ClusterFact[]> {
  if (!clusters.complete) return { complete: false, message: 'The list of clusters has not been read to its end yet.' };
  if (clusters.unreadable.size > 0) {
    const names = listBriefly([...clusters.unreadable].toSorted(), ', ');
    return {
      complete: false,
      message: `The list of clusters is not complete: the platform team has to correct Cluster ${names}.`,
    };
  }
  return { complete: true, value: clusters.list().map(toClusterFact) };
}

export function toClusterFact({ metadata: { name, labels, annotations }, spec }: Cluster): ClusterFact {
  return { name, server: spec.server, labels, annotations };
}

/**
 * Facts that are fetched as generators ask for them: an expansion asks for the directories of a revision that no parameter has
 * named before, learns that they are not there yet, and is repeated after {@link fetchMissing}.
 */
export class LazyFacts implements Facts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  /** Revisions asked for, by Repository key: what the set follows. */
  readonly followed = new Map<string, Set<string>>();
  private readonly known = new Map<string, Fact<readonly string[]>>();
  private readonly missing = new Map<string, { repoURL: string; revision: string }>();
  private readonly tenant: Tenant;
  private readonly ports: FactPorts;

  constructor(tenant: Tenant, ports: FactPorts) {
    this.tenant = tenant;
    this.ports = ports;
    this.clusters = clusterFact(ports.clusters);
  }

  readonly directories = (repoURL: string, revision: string): Fact<readonly string[]> => {
    const key = JSON.stringify([repoURL, revision]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.missing.set(key, { repoURL, revision });
    return { complete: false, message: `The directories of ${repoURL} are being read.` };
  };

  /** Fetches what the last expansion asked for. False when it lacked nothing. */
  async fetchMissing(signal: AbortSignal): Promise<boolean> {
    const asked = [...this.missing];
    this.missing.clear();
    for (const [key, { repoURL, revision }] of asked)
      this.known.set(key, await this.readDirectories(repoURL, revision, signal));
    return asked.length > 0;
  }

  private async readDirectories(
    repoURL: string,
    revision: string,
    signal: AbortSignal,
  ): Promise<Fact<readonly string[]>> {
    const { name } = this.tenant.metadata;
    if (!isRepositoryPermitted(this.tenant, repoURL)) {
      return {
        complete: false,
        message: `sourceRepos of Tenant ${name} does not allow ${repoURL}; the platform team can add it.`,
      };
    }
    if (!this.ports.repositories.complete)
      return { complete: false, message: 'The list of repositories has not been read yet.' };
    const found = findRepository(this.ports.repositories.list(), name, repoURL);
    if (!found.ok) return { complete: false, message: found.failure };
    const repository = found.value;
    this.follow(repositoryKey(repository), revision);
    const commit = commitOf(repository, revision);
    if (commit === undefined) return { complete: false, message: whyUnresolved(repository, revision) };
    const address = await this.ports.credentials.addressOf(repository);
    if (!address.ok) return { complete: false, message: address.failure };
    const fetched = await this.ports.git.ensureCommit(address.value, commit, signal);
    if (!fetched.ok && fetched.failure.kind === 'unauthorized') this.ports.credentials.forget(repository);
    const tree = fetched.ok ? await this.ports.git.listTree(address.value, commit, signal) : fetched;
    if (!tree.ok) return { complete: false, message: tree.failure.message };
    const value = tree.value.flatMap(({ type, path }) => (type === 'tree' && path !== '' ? [path] : []));
    return { complete: true, value };
  }

  private follow(repository: string, revision: string): void {
    const revisions = this.followed.get(repository) ?? new Set();
    this.followed.set(repository, revisions.add(revision));
  }
}
