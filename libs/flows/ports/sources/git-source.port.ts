import type { TreeEntries } from '#core/manifests/source/tree-entries.ts';
import type { LfsFile } from '#core/lfs/find-excess.ts';
import type { Result } from '#core/model/result.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import type { SignatureVerdict, SignedSubject } from '#core/repositories/signature-verdict.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import type { RepositoryAccess } from '#core/repositories/repository-access.ts';

/** What is needed to reach a repository: where it is, how and as whom. */
export interface RepositoryAddress extends RepositoryAccess {
  /** `https://…`, `http://…`, `ssh://…` or `git@host:path`; `oci://…` for a registry. */
  readonly url: string;
  /** Which package of it is read; undefined for git. */
  readonly package?: PinnedPackage | undefined;
  /** Whether pointers to Git LFS are replaced by what it keeps, in files that are rendered. */
  readonly lfs?: boolean | undefined;
  /** Whether archives on other hosts than the repository's get its credentials too. */
  readonly passCredentials?: boolean | undefined;
}

export type GitFailure =
  /** Network, time-out, 5xx: try again later. */
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'unauthorized'; readonly message: string }
  /** Whoever answers is not known to be the server: its certificate or host key is not trusted. Nothing was told to it. */
  | { readonly kind: 'untrusted'; readonly message: string }
  /** What it holds is not taken: dangerous or beyond a limit. Stays so for this commit. */
  | { readonly kind: 'refused'; readonly message: string }
  /** The repository answered and has no such revision, commit or path. */
  | { readonly kind: 'not-found'; readonly message: string };

/** One entry of a commit's tree. `path` is relative to the root, '/'-separated, without leading slash; `id` is the git object id. */
export interface TreeEntry {
  readonly path: string;
  readonly type: 'blob' | 'tree' | 'symlink' | 'submodule';
  readonly id: string;
  /** Bytes; 0 for trees. */
  readonly size: number;
}

/** What Git LFS keeps for repositories. */
export interface LfsSource {
  /**
   * The contents of files, by oid: all of them, each with the sum and size that its pointer says, or a failure that names the files.
   * Read from disk where they were fetched before, for those only whom the repository's server lets in.
   */
  readFiles(
    repository: RepositoryAddress,
    files: readonly LfsFile[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>>;
}

export interface GitSource {
  /** Undefined where nobody reads Git LFS. */
  readonly lfs?: LfsSource | undefined;
  /** One `ls-remote`: every ref name (`HEAD`, `refs/heads/main`, `refs/tags/v1`) with the commit it means; annotated tags are peeled. */
  listRefs(
    repository: RepositoryAddress,
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>, GitFailure>>;
  /** Makes sure the mirror holds the commit and that its tree may be read: no request when it does. */
  ensureCommit(repository: RepositoryAddress, commit: string, signal?: AbortSignal): Promise<Result<void, GitFailure>>;
  /** The whole tree of a commit in the mirror, the root itself as path '' first, then sorted by path. The same object as long as it is remembered. */
  listTree(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<TreeEntries, GitFailure>>;
  /** Blobs by id, through one long-lived `git cat-file --batch`. Fails when one is missing or larger than the limit. */
  readBlobs(
    repository: RepositoryAddress,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>>;
}

/** What the local copies hold. */
export interface GitCopies {
  /** Whether the commit is here; the server is not asked. */
  holds(repository: RepositoryAddress, commit: string): Promise<boolean>;
  /**
   * Fetches what the refs (`HEAD`, `refs/heads/main`) mean now, in one request for all. Whoever asks for a commit meanwhile waits for it
   * and may find the commit here. That it failed, say since one of the refs is not there, is not told: nobody relies on it.
   */
  fetchRefs(repository: RepositoryAddress, refs: readonly string[], signal: AbortSignal): Promise<void>;
}

/** What only those ask who settle what a revision means. */
export interface GitRevisions {
  /**
   * Every commit of the history of all branches and tags whose id begins with `prefix`, sorted. `refs` is what {@link GitSource.listRefs}
   * answered: while it stays the same, the server is not asked again.
   */
  findCommits(
    repository: RepositoryAddress,
    prefix: string,
    refs: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<readonly string[], GitFailure>>;
  /**
   * Whether one of the signers has signed what is in the mirror; a tag must have been in the last answer of {@link GitSource.listRefs}.
   * A failure when that cannot be found out.
   */
  verifySignature(
    repository: RepositoryAddress,
    subject: SignedSubject,
    signers: readonly Signer[],
    signal?: AbortSignal,
  ): Promise<Result<SignatureVerdict, GitFailure>>;
}
