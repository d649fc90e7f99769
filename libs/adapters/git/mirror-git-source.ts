import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type {
  GitCopies,
  GitFailure,
  GitRevisions,
  GitSource,
  RepositoryAddress,
  TreeEntry,
} from '#flows/ports/git-source.port.ts';
import { AccessProofs } from './access-proofs.ts';
import { GitClient } from './git-client.ts';
import { canonicalAddress, describeTrouble, findStrangeId } from './describe-trouble.ts';
import { defaultGitLimits, type GitLimits } from './git-limits.ts';
import { type ProxySettings, requestSender, type SendRequest } from './http/send-request.ts';
import { History } from './mirror/history.ts';
import { Mirror } from './mirror/mirror.ts';
import type { SignatureVerdict, SignedSubject } from '#core/repositories/signature-verdict.ts';
import type { Signer } from '#core/resources/source-integrity.ts';
import { SignatureChecker } from './signatures/signature-checker.ts';
import { verifySignature } from './signatures/verify-signature.ts';
import type { GitTrouble } from './output/explain-failure.ts';
import { parseRefs, parseTagObjects } from './output/parse-refs.ts';
import { prepareGitHome } from './process/git-home.ts';

export interface MirrorGitSourceOptions {
  /** Made when it is not there. For one process alone: two must never share it, since fetches are serialised inside a process. */
  readonly cacheFolder: string;
  /** All that git sees of our own environment: PATH, and where needed proxies and certificate files. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits?: Partial<GitLimits> | undefined;
  /** How requests that git cannot make are sent, such as those for a GitHub App's token. Default: over the network. */
  readonly send?: SendRequest | undefined;
}

/** The local copies of a repository. */
interface Copies {
  readonly mirror: Mirror;
  readonly history: History;
  /** Ids of annotated tags by ref, as they were listed last. */
  tagObjects: ReadonlyMap<string, string>;
}

interface SourceParts {
  readonly client: GitClient;
  readonly checker: SignatureChecker;
  readonly proofs: AccessProofs;
  readonly cacheFolder: string;
}

/** A repository that may be asked now. */
interface Opened {
  readonly address: RepositoryAddress;
  readonly copies: Copies;
}

/**
 * Repositories over HTTP(S) and SSH, each through one bare mirror that all tenants naming it share; see {@link AccessProofs} for who
 * may look.
 */
export class MirrorGitSource implements GitSource, GitRevisions, GitCopies {
  readonly #client: GitClient;
  readonly #checker: SignatureChecker;
  readonly #cacheFolder: string;
  readonly #copies = new Map<string, Copies>();
  readonly #proofs: AccessProofs;
  /** Every Application asks for the address of its Repository, which is the same object each time. */
  readonly #opened = new WeakMap<RepositoryAddress, Result<Opened, GitFailure>>();
  #isClosed = false;

  private constructor({ client, checker, proofs, cacheFolder }: SourceParts) {
    this.#client = client;
    this.#checker = checker;
    this.#proofs = proofs;
    this.#cacheFolder = cacheFolder;
  }

  /** Prepares the cache folder; mirrors of an earlier process in it are used again. */
  static async open({ cacheFolder, environment, limits, send }: MirrorGitSourceOptions): Promise<MirrorGitSource> {
    await mkdir(join(cacheFolder, 'mirrors'), { recursive: true, mode: 0o700 });
    const home = await prepareGitHome(cacheFolder);
    const client = new GitClient({
      home,
      inherited: environment,
      limits: { ...defaultGitLimits, ...limits },
      send: send ?? requestSender(proxiesOf(environment)),
    });
    const checker = new SignatureChecker({
      home,
      environment: client.environment,
      deadlineMs: client.limits.readDeadlineMs,
    });
    const proofs = await AccessProofs.open(cacheFolder);
    return new MirrorGitSource({ client, checker, proofs, cacheFolder });
  }

  async listRefs(
    repository: RepositoryAddress,
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    const opened = this.#open(repository);
    if (!opened.ok) return opened;
    const { address } = opened.value;
    const listed = await this.#client.listRefs(address, signal);
    if (!listed.ok) return this.#fail(address, listed.failure);
    const refs = parseRefs(listed.value);
    opened.value.copies.tagObjects = parseTagObjects(listed.value);
    // A web page at the address reads like a repository without refs, so nothing can be concluded from an empty list.
    if (refs.size === 0)
      return this.#fail(address, {
        kind: 'not-found',
        why: 'it has no branches, or what answers there is no repository',
      });
    await this.#proofs.add(address);
    return succeed(refs);
  }

  async findCommits(
    repository: RepositoryAddress,
    prefix: string,
    refs: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<readonly string[], GitFailure>> {
    const opened = this.#open(repository);
    if (!opened.ok) return opened;
    const { address, copies } = opened.value;
    const proven = await this.#prove(address, signal);
    if (!proven.ok) return proven;
    const found = await copies.history.findCommits(address, prefix, refs, signal);
    return found.ok ? found : this.#fail(address, found.failure);
  }

  async holds(repository: RepositoryAddress, commit: string): Promise<boolean> {
    const opened = this.#open(repository, [commit]);
    return opened.ok && (await opened.value.copies.mirror.has(commit));
  }

  async fetchRefs(repository: RepositoryAddress, refs: readonly string[], signal: AbortSignal): Promise<void> {
    const opened = this.#open(repository);
    if (opened.ok) await opened.value.copies.mirror.fetchRefs(opened.value.address, refs, signal);
  }

  async ensureCommit(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<void, GitFailure>> {
    const opened = this.#open(repository, [commit]);
    return opened.ok ? this.#ensure(opened.value, commit, signal) : opened;
  }

  async verifySignature(
    repository: RepositoryAddress,
    subject: SignedSubject,
    signers: readonly Signer[],
    signal?: AbortSignal,
  ): Promise<Result<SignatureVerdict, GitFailure>> {
    const opened = this.#open(repository, [subject.commit]);
    if (!opened.ok) return opened;
    const { address, copies } = opened.value;
    const ensured = await this.#ensure(opened.value, subject.commit, signal);
    if (!ensured.ok) return ensured;
    const verdict = await verifySignature({ address, ...copies, subject, signers, signal }, this.#checker);
    return verdict.ok ? verdict : this.#fail(address, verdict.failure, subject.commit);
  }

  async listTree(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const opened = this.#open(repository, [commit]);
    if (!opened.ok) return opened;
    const { address } = opened.value;
    const { mirror } = opened.value.copies;
    const ensured = await this.#ensure(opened.value, commit, signal);
    if (!ensured.ok) return ensured;
    const first = await mirror.listTree(commit);
    if (first.ok) return first;
    if (first.failure.kind === 'broken') await mirror.discardDamaged();
    const again = await this.#ensure(opened.value, commit, signal);
    if (!again.ok) return again;
    const second = await mirror.listTree(commit);
    if (second.ok) return second;
    if (second.failure.kind === 'refused') return this.#fail(address, second.failure);
    return this.#fail(address, { kind: 'unreachable', why: `the tree of commit ${commit} cannot be read` });
  }

  async readBlobs(
    repository: RepositoryAddress,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>> {
    const opened = this.#open(repository, ids);
    if (!opened.ok) return opened;
    const { address } = opened.value;
    const { mirror } = opened.value.copies;
    const proven = await this.#prove(address, signal);
    if (!proven.ok) return proven;
    const read = await mirror.readBlobs(ids);
    if (read.ok) return read;
    if (read.failure.kind === 'refused') return this.#fail(address, read.failure);
    await mirror.discardDamaged();
    return this.#fail(address, { kind: 'unreachable', why: 'its local copy was incomplete and will be fetched anew' });
  }

  /** Ends every process and waits until they are gone; every later call fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
    await Promise.all([...this.#copies.values()].map(({ mirror }) => mirror.close()));
  }

  async #ensure({ address, copies }: Opened, commit: string, signal?: AbortSignal): Promise<Result<void, GitFailure>> {
    const { mirror } = copies;
    if (await mirror.has(commit)) return this.#accept(address, mirror, commit, signal);
    const fetched = await mirror.fetchCommit(address, commit, signal);
    if (!fetched.ok) return this.#fail(address, fetched.failure, commit);
    if (fetched.value === 'fetched') await this.#proofs.add(address);
    return this.#accept(address, mirror, commit, signal);
  }

  /** For those whom the server lets in, and with nothing dangerous in it. */
  async #accept(
    address: RepositoryAddress,
    mirror: Mirror,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<void, GitFailure>> {
    const proven = await this.#prove(address, signal);
    const refusal = proven.ok ? await mirror.findRefusal(commit) : undefined;
    return refusal === undefined ? proven : this.#fail(address, { kind: 'refused', why: refusal });
  }

  async #prove(address: RepositoryAddress, signal?: AbortSignal): Promise<Result<void, GitFailure>> {
    if (this.#proofs.has(address)) return succeed(undefined);
    const listed = await this.listRefs(address, signal);
    return listed.ok ? succeed(undefined) : listed;
  }

  #open(repository: RepositoryAddress, ids: readonly string[] = []): Result<Opened, GitFailure> {
    const opened = this.#opened.get(repository) ?? this.#openAnew(repository);
    if (!opened.ok) return opened;
    if (this.#isClosed)
      return fail(describeTrouble(opened.value.address, { kind: 'unreachable', why: 'this process is ending' }));
    const strange = findStrangeId(ids);
    return strange === undefined ? opened : fail(strange);
  }

  #openAnew(repository: RepositoryAddress): Result<Opened, GitFailure> {
    const address = canonicalAddress(repository);
    const opened = address.ok ? succeed({ address: address.value, copies: this.#copiesOf(address.value) }) : address;
    this.#opened.set(repository, opened);
    return opened;
  }

  #copiesOf(address: RepositoryAddress): Copies {
    const name = mirrorName(address);
    const known = this.#copies.get(name);
    if (known !== undefined) return known;
    const copies = {
      mirror: new Mirror(this.#client, join(this.#cacheFolder, 'mirrors', name)),
      history: new History(this.#client, join(this.#cacheFolder, 'histories', name)),
      tagObjects: new Map<string, string>(),
    };
    this.#copies.set(name, copies);
    return copies;
  }

  async #fail(address: RepositoryAddress, trouble: GitTrouble, commit?: string) {
    if (trouble.kind === 'unauthorized' || trouble.kind === 'not-found') await this.#proofs.revoke(address);
    return fail(describeTrouble(address, trouble, commit));
  }
}

/**
 * Who decides on the way to a repository decides who answers there: a proxy or certificate of one's own could let anybody in, so a
 * mirror is shared only by those who go the same way.
 */
function mirrorName({ url, ca, knownHosts, isInsecure, proxy }: RepositoryAddress): string {
  const way = JSON.stringify([url, ca, knownHosts, isInsecure, proxy?.url, proxy?.noProxy]);
  return createHash('sha256').update(way).digest('hex').slice(0, 32);
}

function proxiesOf(environment: Readonly<Record<string, string>>): ProxySettings {
  const { HTTP_PROXY: httpProxy = '', HTTPS_PROXY: httpsProxy = '', NO_PROXY: noProxy = '' } = environment;
  return { httpProxy, httpsProxy, noProxy };
}
