import { fail, succeed, type Result } from '#core/model/result.ts';
import { chooseChartVersion } from '#core/packages/choose-chart-version.ts';
import { isDigest, readPackageRevision } from '#core/packages/package-revision.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import type { GitFailure, RepositoryAddress, TreeEntry } from '#flows/ports/sources/git-source.port.ts';
import type { PackageAnswers, PackageSource } from '#flows/ports/sources/package-source.port.ts';
import type { Files } from '../sources/fake-git-source.ts';
import { MemoryGit } from '../sources/memory-git.ts';
import { Script } from '../script.ts';
import { testDigest } from '../test-digest.ts';

/** Charts and artifacts in memory. `requests` holds what would have reached the server, such as `resolve URL web@1.x`. */
export class FakePackages implements PackageSource {
  readonly requests: string[] = [];
  readonly script = new Script<GitFailure>();
  private readonly published = new Map<string, Map<string, string>>();
  private readonly trees = new MemoryGit();

  /** Puts a version of a chart there, or a tag of an artifact; answers its digest. */
  publish(url: string, chart: string | undefined, version: string, files: Files): string {
    const digest = `sha256:${testDigest(JSON.stringify([chart, files]))
      .repeat(2)
      .slice(0, 64)}`;
    const versions = this.published.get(placeOf(url, chart)) ?? new Map<string, string>();
    this.published.set(placeOf(url, chart), versions.set(version, digest));
    this.trees.commit(digest, files);
    return digest;
  }

  async resolve(
    { url }: RepositoryAddress,
    revisions: ReadonlySet<string>,
  ): Promise<Result<PackageAnswers, GitFailure>> {
    const failure = this.ask(`resolve ${url} ${[...revisions].join(', ')}`);
    if (failure !== undefined) return fail(failure);
    return succeed(new Map([...revisions].map((revision) => [revision, this.resolveOne(url, revision)])));
  }

  async fetchChart({ url, package: pinned }: RepositoryAddress) {
    const failure = this.ask(`chart ${url} ${pinned?.chart} ${pinned?.version}`);
    if (failure !== undefined) return fail(failure);
    return succeed({ fileName: `${pinned?.chart}-${pinned?.version}.tgz`, content: new Uint8Array([1]) });
  }

  async ensureCommit({ url, package: pinned }: RepositoryAddress): Promise<Result<void, GitFailure>> {
    const failure = this.ask(`fetch ${url} ${pinned?.chart ?? ''}@${pinned?.version}`);
    return failure === undefined ? succeed(undefined) : fail(failure);
  }

  async listTree(repository: RepositoryAddress, digest: string): Promise<Result<readonly TreeEntry[], GitFailure>> {
    return this.trees.listTree(repository, digest);
  }

  async readBlobs(repository: RepositoryAddress, ids: readonly string[]) {
    return this.trees.readBlobs(repository, ids);
  }

  private resolveOne(url: string, revision: string): Result<PinnedPackage, GitFailure> {
    const { chart, wanted } = readPackageRevision(revision);
    const failure = this.script.take(`look ${url} ${revision}`);
    if (failure !== undefined) return fail(failure);
    if (isDigest(wanted)) return succeed({ chart, version: wanted, digest: wanted });
    const versions = this.published.get(placeOf(url, chart)) ?? new Map<string, string>();
    const version = chooseChartVersion(wanted, [...versions.keys()]);
    const digest = versions.get(version ?? '');
    if (version === undefined || digest === undefined) return fail({ kind: 'not-found', message: `no ${revision}` });
    return succeed({ chart, version, digest });
  }

  private ask(request: string): GitFailure | undefined {
    this.requests.push(request);
    return this.script.take(request);
  }
}

function placeOf(url: string, chart: string | undefined): string {
  return `${url} ${chart ?? ''}`;
}
