import type { TreeEntries } from '#core/manifests/source/tree-entries.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '#core/model/result.ts';
import type { SignatureVerdict, SignedSubject } from '#core/repositories/signature-verdict.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import type {
  GitCopies,
  GitFailure,
  GitRevisions,
  GitSource,
  LfsSource,
  RepositoryAddress,
} from '#flows/ports/sources/git-source.port.ts';
import { AccessProofs } from './access-proofs.ts';
import { Admission } from './admission.ts';
import { GitClient } from './git-client.ts';
import { defaultGitLimits, type GitLimits } from './git-limits.ts';
import { type ProxySettings, requestSender, type SendRequest } from './http/send-request.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';
import { MirrorLfsSource } from './lfs/mirror-lfs-source.ts';
import { prepareGitHome } from './process/git-home.ts';
import { RepositoryCopies } from './repository-copies.ts';
import { SignatureChecker } from './signatures/signature-checker.ts';
import { verifySignature } from './signatures/verify-signature.ts';

export interface MirrorGitSourceOptions {
  /** Made when it is not there. For one process alone: two must never share it, since fetches are serialised inside a process. */
  readonly cacheFolder: string;
  /** All that git sees of our own environment: PATH, and where needed proxies and certificate files. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits?: Partial<GitLimits> | undefined;
  /** How requests that git cannot make are sent, such as those for a GitHub App's token. Default: over the network. */
  readonly send?: SendRequest | undefined;
  /** Which hosts beside a repository's own its Git LFS may lead to. Default: none. */
  readonly otherHosts?: OutsideHosts | undefined;
}

interface SourceParts {
  readonly copies: RepositoryCopies;
  readonly admission: Admission;
  readonly checker: SignatureChecker;
  readonly lfs: MirrorLfsSource;
}

/**
 * Repositories over HTTP(S) and SSH, each through one bare mirror that all tenants naming it share; see {@link AccessProofs} for who
 * may look.
 */
export class MirrorGitSource implements GitSource, GitRevisions, GitCopies {
  readonly #parts: SourceParts;

  private constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** Prepares the cache folder; mirrors of an earlier process in it are used again. */
  static async open(options: MirrorGitSourceOptions): Promise<MirrorGitSource> {
    const { cacheFolder, environment, limits, otherHosts: hosts } = options;
    const send = options.send ?? requestSender(proxiesOf(environment));
    await mkdir(join(cacheFolder, 'mirrors'), { recursive: true, mode: 0o700 });
    const home = await prepareGitHome(cacheFolder);
    const client = new GitClient({
      home,
      inherited: environment,
      limits: { ...defaultGitLimits, ...limits },
      send,
    });
    const deadlineMs = client.limits.readDeadlineMs;
    const copies = new RepositoryCopies(client, cacheFolder);
    const admission = new Admission(client, await AccessProofs.open(cacheFolder));
    return new MirrorGitSource({
      copies,
      admission,
      lfs: new MirrorLfsSource({ client, copies, admission, send, hosts, cacheFolder }),
      checker: new SignatureChecker({ home, environment: client.environment, deadlineMs }),
    });
  }

  get lfs(): LfsSource {
    return this.#parts.lfs;
  }

  async listRefs(
    repository: RepositoryAddress,
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    const opened = this.#parts.copies.open(repository);
    return opened.ok ? this.#parts.admission.listRefs(opened.value, signal) : opened;
  }

  async findCommits(
    repository: RepositoryAddress,
    prefix: string,
    refs: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<readonly string[], GitFailure>> {
    const opened = this.#parts.copies.open(repository);
    if (!opened.ok) return opened;
    const { address, copies } = opened.value;
    const proven = await this.#parts.admission.prove(opened.value, signal);
    if (!proven.ok) return proven;
    const found = await copies.history.findCommits(address, prefix, refs, signal);
    return found.ok ? found : this.#parts.admission.refuse(address, found.failure);
  }

  async holds(repository: RepositoryAddress, commit: string): Promise<boolean> {
    const opened = this.#parts.copies.open(repository, [commit]);
    return opened.ok && (await opened.value.copies.mirror.has(commit));
  }

  async fetchRefs(repository: RepositoryAddress, refs: readonly string[], signal: AbortSignal): Promise<void> {
    const opened = this.#parts.copies.open(repository);
    if (opened.ok) await opened.value.copies.mirror.fetchRefs(opened.value.address, refs, signal);
  }

  async ensureCommit(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<void, GitFailure>> {
    const opened = this.#parts.copies.open(repository, [commit]);
    return opened.ok ? this.#parts.admission.ensure(opened.value, commit, signal) : opened;
  }

  async verifySignature(
    repository: RepositoryAddress,
    subject: SignedSubject,
    signers: readonly Signer[],
    signal?: AbortSignal,
  ): Promise<Result<SignatureVerdict, GitFailure>> {
    const { admission, checker } = this.#parts;
    const opened = this.#parts.copies.open(repository, [subject.commit]);
    if (!opened.ok) return opened;
    const { address, copies } = opened.value;
    const ensured = await admission.ensure(opened.value, subject.commit, signal);
    if (!ensured.ok) return ensured;
    const verdict = await verifySignature({ address, ...copies, subject, signers, signal }, checker);
    return verdict.ok ? verdict : admission.refuse(address, verdict.failure, subject.commit);
  }

  async listTree(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<TreeEntries, GitFailure>> {
    const { admission } = this.#parts;
    const opened = this.#parts.copies.open(repository, [commit]);
    if (!opened.ok) return opened;
    const { address, copies } = opened.value;
    const ensured = await admission.ensure(opened.value, commit, signal);
    if (!ensured.ok) return ensured;
    const first = await copies.mirror.listTree(commit);
    if (first.ok) return first;
    if (first.failure.kind === 'broken') await copies.mirror.discardDamaged();
    const again = await admission.ensure(opened.value, commit, signal);
    if (!again.ok) return again;
    const second = await copies.mirror.listTree(commit);
    if (second.ok) return second;
    if (second.failure.kind === 'refused') return admission.refuse(address, second.failure);
    return admission.refuse(address, { kind: 'unreachable', why: `the tree of commit ${commit} cannot be read` });
  }

  async readBlobs(
    repository: RepositoryAddress,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>> {
    const { admission } = this.#parts;
    const opened = this.#parts.copies.open(repository, ids);
    if (!opened.ok) return opened;
    const { address, copies } = opened.value;
    const proven = await admission.prove(opened.value, signal);
    if (!proven.ok) return proven;
    const read = await copies.mirror.readBlobs(ids);
    if (read.ok) return read;
    if (read.failure.kind === 'refused') return admission.refuse(address, read.failure);
    await copies.mirror.discardDamaged();
    const why = 'its local copy was incomplete and will be fetched anew';
    return admission.refuse(address, { kind: 'unreachable', why });
  }

  /** Ends every process and waits until they are gone; every later call fails. */
  async close(): Promise<void> {
    const { copies, lfs } = this.#parts;
    await Promise.all([copies.close(), lfs.close()]);
  }
}

function proxiesOf(environment: Readonly<Record<string, string>>): ProxySettings {
  const { HTTP_PROXY: httpProxy = '', HTTPS_PROXY: httpsProxy = '', NO_PROXY: noProxy = '' } = environment;
  return { httpProxy, httpsProxy, noProxy };
}
