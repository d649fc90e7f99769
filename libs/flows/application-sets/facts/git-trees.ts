import type { Fact } from '#core/generators/facts.ts';
import type { GitFile, GitFilesRequest } from '#core/generators/facts/git-facts.ts';
import { chooseFiles } from '#core/globs/choose-files.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { endSentence } from '#core/status/end-sentence.ts';
import { isRepositoryPermitted } from '#core/tenancy/check-application.ts';
import type { ResourceView } from '../../ports/control-plane.port.ts';
import type { GitSource, RepositoryAddress, TreeEntry } from '../../ports/git-source.port.ts';
import type { RepositoryCredentials } from '../../repositories/repository-credentials.ts';
import { commitOf, findRepository, repositoryKey, whyUnresolved } from '../../repositories/repository-lookup.ts';

export interface GitTreePorts {
  readonly repositories: ResourceView<Repository>;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
}

interface Tree {
  readonly address: RepositoryAddress;
  readonly entries: readonly TreeEntry[];
}

/** Parameters are text: larger files are not read for them. Unit: bytes. */
const LARGEST_FILE_BYTES = 1_000_000;

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

  async readFiles(
    { repoURL, revision, patterns }: GitFilesRequest,
    signal: AbortSignal,
  ): Promise<Fact<readonly GitFile[]>> {
    const tree = await this.open(repoURL, revision, signal);
    if (!tree.ok) return { complete: false, message: tree.failure };
    const blobs = new Map(tree.value.entries.flatMap((entry) => (entry.type === 'blob' ? [[entry.path, entry]] : [])));
    const chosen = chooseFiles([...blobs.keys()], patterns, 'pathspec');
    if (!chosen.ok) return { complete: false, message: endSentence(chosen.failure) };
    const entries = chosen.value.flatMap((path) => blobs.get(path) ?? []);
    const large = entries.find(({ size }) => size > LARGEST_FILE_BYTES);
    if (large !== undefined)
      return {
        complete: false,
        message: `${large.path} of ${repoURL} is larger than ${LARGEST_FILE_BYTES} bytes; exclude it.`,
      };
    const read = await this.ports.git.readBlobs(
      tree.value.address,
      entries.map(({ id }) => id),
      signal,
    );
    if (!read.ok) return { complete: false, message: read.failure.message };
    const decoder = new TextDecoder();
    return {
      complete: true,
      value: entries.map(({ path, id }) => ({ path, text: decoder.decode(read.value.get(id)) })),
    };
  }

  private async open(repoURL: string, revision: string, signal: AbortSignal): Promise<Result<Tree, string>> {
    const { name } = this.tenant.metadata;
    if (!isRepositoryPermitted(this.tenant, repoURL)) {
      return fail(`sourceRepos of Tenant ${name} does not allow ${repoURL}; the platform team can add it.`);
    }
    if (!this.ports.repositories.complete) return fail('The list of repositories has not been read yet.');
    const found = findRepository(this.ports.repositories.list(), name, repoURL);
    return found.ok ? this.openAt(found.value, revision, signal) : found;
  }

  private async openAt(repository: Repository, revision: string, signal: AbortSignal): Promise<Result<Tree, string>> {
    const { git, credentials } = this.ports;
    this.follow(repositoryKey(repository), revision);
    const commit = commitOf(repository, revision);
    if (commit === undefined) return fail(whyUnresolved(repository, revision));
    const address = await credentials.addressOf(repository);
    if (!address.ok) return address;
    const fetched = await git.ensureCommit(address.value, commit, signal);
    if (!fetched.ok && fetched.failure.kind === 'unauthorized') credentials.forget(repository);
    const tree = fetched.ok ? await git.listTree(address.value, commit, signal) : fetched;
    return tree.ok ? succeed({ address: address.value, entries: tree.value }) : fail(tree.failure.message);
  }

  private follow(repository: string, revision: string): void {
    const revisions = this.followed.get(repository) ?? new Set();
    this.followed.set(repository, revisions.add(revision));
  }
}
