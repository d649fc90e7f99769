import type { Result } from '#core/model/result.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import type { GitFailure, GitSource, RepositoryAddress } from './git-source.port.ts';

/** A packaged chart, as its repository serves it. */
export interface ChartArchive {
  /** `NAME-VERSION.tgz` */
  readonly fileName: string;
  readonly content: Uint8Array;
}

/** By revision; one that is not there has failed with `not-found`. */
export type PackageAnswers = ReadonlyMap<string, Result<PinnedPackage, GitFailure>>;

export interface ChartSource {
  /** The archive of the chart that the address pins. */
  fetchChart(repository: RepositoryAddress, signal?: AbortSignal): Promise<Result<ChartArchive, GitFailure>>;
}

/**
 * Charts and artifacts of Helm repositories and registries. What an address pins is read like the tree of a commit: unpacked with the
 * limits of a git repository, its digest checked, with ids that are equal for equal content.
 */
export interface PackageSource extends ChartSource, Pick<GitSource, 'ensureCommit' | 'listTree' | 'readBlobs'> {
  /**
   * What each revision means now (see core/packages/package-revision): one request for the index of a Helm repository, for a registry
   * one for each list of tags and each tag. Fails when the repository itself cannot be read.
   */
  resolve(
    repository: RepositoryAddress,
    revisions: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<PackageAnswers, GitFailure>>;
}
