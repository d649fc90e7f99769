import type { Fact } from '#core/generators/facts.ts';
import type { GitFile, GitFilesRequest } from '#core/generators/facts/git-facts.ts';
import type { FileGlobbing } from '#core/globs/choose-files.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { revisionForTenant } from '#core/revisions/tenant-revision.ts';
import { isRepositoryPermitted } from '#core/tenancy/check-application.ts';
import type { ResourceView } from '../../ports/control-plane.port.ts';
import type { GitSource } from '../../ports/sources/git-source.port.ts';
import type { RepositoryCredentials } from '../../repositories/repository-credentials.ts';
import { commitOf, findGitRepository, repositoryKey, whyUnresolved } from '../../repositories/repository-lookup.ts';
import { readGitFiles, type GitTree } from './read-git-files.ts';

export interface GitTreePorts {
  readonly repositories: ResourceView<Repository>;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
  readonly gitFileGlobbing: FileGlobbing;
}

/** Trees of the repositories that a tenant may use, at the commits the Repository objects say; remembers which revisions were asked for. */
export class GitTrees {
  /** By Repository key: what the set follows. */
  readonly followed = new Map<string, Set<string>>();
  private readonly tenant: Tenant;
  private readonly ports: GitTreePorts;

  constructor(tenant: Tenant, ports: GitTreePorts) {
    this.tenant = tenant;
    this.ports = ports;
  }

  async readDirectories(repoURL: string, revision: string, signal: AbortSignal): Promise<Fact<readonly string[]>> {
    const tree = await this.open(repoURL, revision, signal);
    if (!tree.ok) return { complete: false, message: tree.failure };
    const value = tree.value.entries.flatMap(({ type, path }) => (type === 'tree' && path !== '' ? [path] : []));
    return { complete: true, value };
  }

  async readFiles(request: GitFilesRequest, signal: AbortSignal): Promise<Fact<readonly GitFile[]>> {
    const tree = await this.open(request.repoURL, request.revision, signal);
    if (!tree.ok) return { complete: false, message: tree.failure };
    return readGitFiles(request, tree.value, this.ports.gitFileGlobbing, this.ports.git, signal);
  }

  private async open(repoURL: string, revision: string, signal: AbortSignal): Promise<Result<GitTree, string>> {
    const { name } = this.tenant.metadata;
    if (!isRepositoryPermitted(this.tenant, repoURL)) {
      return fail(`sourceRepos of Tenant ${name} does not allow ${repoURL}; the platform team can add it.`);
    }
    if (!this.ports.repositories.complete) return fail('The list of repositories has not been read yet.');
    const found = findGitRepository(this.ports.repositories.list(), name, repoURL);
    if (!found.ok) return found;
    return this.openAt(found.value, revisionForTenant(found.value, this.tenant, revision), signal);
  }

  private async openAt(
    repository: Repository,
    revision: string,
    signal: AbortSignal,
  ): Promise<Result<GitTree, string>> {
    const { git, credentials } = this.ports;
    this.follow(repositoryKey(repository), revision);
    const commit = commitOf(repository, revision);
    if (commit === undefined) return fail(whyUnresolved(repository, revision));
    const address = await credentials.addressOf(repository);
    if (!address.ok) return address;
    const fetched = await git.ensureCommit(address.value, commit, signal);
    if (!fetched.ok) credentials.forgetAfter(repository, fetched.failure);
    const tree = fetched.ok ? await git.listTree(address.value, commit, signal) : fetched;
    return tree.ok ? succeed({ address: address.value, entries: [...tree.value] }) : fail(tree.failure.message);
  }

  private follow(repository: string, revision: string): void {
    const revisions = this.followed.get(repository) ?? new Set();
    this.followed.set(repository, revisions.add(revision));
  }
}
