import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listBriefly } from '#core/model/list-briefly.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '#flows/ports/git-source.port.ts';
import { AccessProofs } from './access-proofs.ts';
import { GitClient } from './git-client.ts';
import { defaultGitLimits, type GitLimits } from './git-limits.ts';
import { Mirror } from './mirror.ts';
import type { GitTrouble } from './output/explain-failure.ts';
import { parseRefs } from './output/parse-refs.ts';
import type { BatchAnswer } from './process/batch-parser.ts';
import { prepareGitHome } from './process/git-home.ts';
import { canonicalRepositoryUrl, describeRepository } from './repository-url.ts';

export interface MirrorGitSourceOptions {
  /** Made when it is not there. For one process alone: two must never share it, since fetches are serialised inside a process. */
  readonly cacheFolder: string;
  /** All that git sees of our own environment: PATH, and where needed proxies and certificate files. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits?: Partial<GitLimits> | undefined;
}

/** Repositories over HTTP(S), each through one bare mirror that all tenants naming it share; see {@link AccessProofs} for who may look. */
export class MirrorGitSource implements GitSource {
  readonly #client: GitClient;
  readonly #cacheFolder: string;
  readonly #mirrors = new Map<string, Mirror>();
  readonly #proofs = new AccessProofs();
  #isClosed = false;

  private constructor(client: GitClient, cacheFolder: string) {
    this.#client = client;
    this.#cacheFolder = cacheFolder;
  }

  /** Prepares the cache folder; mirrors of an earlier process in it are used again. */
  static async open({ cacheFolder, environment, limits }: MirrorGitSourceOptions): Promise<MirrorGitSource> {
    await mkdir(join(cacheFolder, 'mirrors'), { recursive: true, mode: 0o700 });
    const home = await prepareGitHome(cacheFolder);
    const client = new GitClient({ home, inherited: environment, limits: { ...defaultGitLimits, ...limits } });
    return new MirrorGitSource(client, cacheFolder);
  }

  async listRefs(
    repository: RepositoryAddress,
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, string>, GitFailure>> {
    const address = canonical(repository);
    if (!address.ok) return address;
    const listed = await this.#client.listRefs(address.value, signal);
    if (!listed.ok) return fail(this.#explain(address.value, listed.failure));
    const refs = parseRefs(listed.value);
    // A web page at the address reads like a repository without refs, so nothing can be concluded from an empty list.
    if (refs.size === 0)
      return fail(
        this.#explain(address.value, {
          kind: 'not-found',
          why: 'it has no branches, or what answers there is no repository',
        }),
      );
    this.#proofs.add(address.value);
    return succeed(refs);
  }

  async ensureCommit(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<void, GitFailure>> {
    const opened = await this.#open(repository, commit);
    if (!opened.ok) return opened;
    const { address, mirror } = opened.value;
    if (await mirror.has(commit)) return this.#prove(address, signal);
    const fetched = await mirror.fetchCommit(address, commit, signal);
    if (!fetched.ok) return fail(this.#explain(address, fetched.failure, commit));
    if (fetched.value === 'fetched') this.#proofs.add(address);
    return this.#prove(address, signal);
  }

  async listTree(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const ensured = await this.ensureCommit(repository, commit, signal);
    if (!ensured.ok) return ensured;
    const opened = await this.#open(repository, commit);
    if (!opened.ok) return opened;
    const { address, mirror } = opened.value;
    const first = await mirror.listTree(commit);
    if (first.ok) return first;
    await mirror.discardDamaged();
    const fetched = await mirror.fetchCommit(address, commit, signal);
    if (!fetched.ok) return fail(this.#explain(address, fetched.failure, commit));
    const second = await mirror.listTree(commit);
    if (second.ok) return second;
    return fail(
      this.#explain(address, { kind: 'broken', why: `the tree of commit ${commit} cannot be read, or is too large` }),
    );
  }

  async readBlobs(
    repository: RepositoryAddress,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>> {
    const opened = await this.#open(repository, ...ids);
    if (!opened.ok) return opened;
    const { address, mirror } = opened.value;
    const proven = await this.#prove(address, signal);
    if (!proven.ok) return proven;
    const read = await mirror.readObjects(ids);
    const flaw = read.ok ? this.#findFlaw(read.value) : { damaged: true, why: 'its local copy cannot be read' };
    if (read.ok && flaw === undefined)
      return succeed(
        new Map(
          read.value.flatMap((answer) => (answer.kind === 'object' ? [[answer.id, answer.content] as const] : [])),
        ),
      );
    if (flaw?.damaged) await mirror.discardDamaged();
    return fail(this.#explain(address, { kind: 'unreachable', why: flaw?.why ?? '' }));
  }

  /** Ends every process and waits until they are gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
    await Promise.all([...this.#mirrors.values()].map((mirror) => mirror.close()));
  }

  async #prove(address: RepositoryAddress, signal?: AbortSignal): Promise<Result<void, GitFailure>> {
    if (this.#proofs.has(address)) return succeed(undefined);
    const listed = await this.listRefs(address, signal);
    return listed.ok ? succeed(undefined) : listed;
  }

  #findFlaw(answers: readonly BatchAnswer[]): { damaged: boolean; why: string } | undefined {
    const large = answers.filter(({ kind }) => kind === 'too-large').map(({ id }) => id);
    if (large.length > 0)
      return { damaged: false, why: `larger than ${this.#client.limits.blobBytes} bytes: ${listBriefly(large, ', ')}` };
    const missing = answers.some((answer) => answer.kind === 'missing');
    return missing ? { damaged: true, why: 'its local copy was incomplete and will be fetched anew' } : undefined;
  }

  #open(
    repository: RepositoryAddress,
    ...ids: readonly string[]
  ): Promise<Result<{ address: RepositoryAddress; mirror: Mirror }, GitFailure>> {
    const address = canonical(repository);
    if (!address.ok) return Promise.resolve(address);
    if (this.#isClosed)
      return Promise.resolve(
        fail(this.#explain(address.value, { kind: 'unreachable', why: 'this process is ending' })),
      );
    const strange = ids.find((id) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id));
    if (strange !== undefined)
      return Promise.resolve(
        fail({ kind: 'not-found', message: `${JSON.stringify(strange.slice(0, 80))} is not a full git object id` }),
      );
    return Promise.resolve(succeed({ address: address.value, mirror: this.#mirrorOf(address.value.url) }));
  }

  #mirrorOf(url: string): Mirror {
    const known = this.#mirrors.get(url);
    if (known !== undefined) return known;
    const name = createHash('sha256').update(url).digest('hex').slice(0, 32);
    const mirror = new Mirror(this.#client, join(this.#cacheFolder, 'mirrors', name));
    this.#mirrors.set(url, mirror);
    return mirror;
  }

  #explain(address: RepositoryAddress, trouble: GitTrouble, commit = ''): GitFailure {
    const subject = `cannot read ${describeRepository(address.url)}`;
    if (trouble.kind === 'no-commit')
      return { kind: 'not-found', message: `${subject}: it has no commit ${commit} on any branch or tag` };
    if (trouble.kind === 'unauthorized' || trouble.kind === 'not-found') this.#proofs.revoke(address);
    return { kind: trouble.kind === 'broken' ? 'unreachable' : trouble.kind, message: `${subject}: ${trouble.why}` };
  }
}

function canonical(repository: RepositoryAddress): Result<RepositoryAddress, GitFailure> {
  const url = canonicalRepositoryUrl(repository.url);
  if (url.ok) return succeed({ ...repository, url: url.value });
  return fail({ kind: 'not-found', message: `cannot read ${describeRepository(repository.url)}: ${url.failure}` });
}
