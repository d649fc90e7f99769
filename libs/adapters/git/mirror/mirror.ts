import { mkdir } from 'node:fs/promises';
import { PackedTree } from '#core/manifests/source/packed-tree.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { fetchBounded, fetchCommit } from './fetch-commit.ts';
import type { GitClient } from '../git-client.ts';
import { isMirror, measurePacks, removeMirror } from './mirror-folder.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { parseTree } from '../output/parse-tree.ts';
import { collectContents, type MirrorFlaw } from './collect-contents.ts';
import { judgeTree } from './judge-tree.ts';
import { RecentTrees } from './recent-trees.ts';
import { Refusals } from './refusals.ts';
import { BlobReader } from '../process/blob-reader.ts';

/** Refs that keep the last commits known to git, so that the next fetch transfers differences only. */
const keptCommits = 16;

export type FetchEnd = 'fetched' | 'present';

const renewalPauseMs = 300_000;

/** Commits whose trees were found to be sound. */
const mostRemembered = 10_000;

/**
 * The local copy of one repository: bare, without history, holding just the commits that were asked for. It is a cache: when it
 * is damaged or has grown too large it is thrown away and fetched anew.
 */
export class Mirror {
  readonly #client: GitClient;
  /** The bare repository. */
  readonly folder: string;
  readonly #reader: BlobReader;
  readonly #trees: RecentTrees<Promise<Result<PackedTree, MirrorFlaw>>>;
  readonly #accepted = new Set<string>();
  readonly #refusals = new Refusals();
  #lock: Promise<unknown> = Promise.resolve();
  #fetches = 0;
  #renewedAt = Number.NEGATIVE_INFINITY;

  constructor(client: GitClient, folder: string) {
    this.#client = client;
    this.folder = folder;
    const { blobBytes: maxBytes, readDeadlineMs: deadlineMs, idleMs, trees: most } = client.limits;
    this.#trees = new RecentTrees({ most, idleMs });
    this.#reader = new BlobReader({ folder, environment: client.environment, maxBytes, deadlineMs, idleMs });
  }

  /** Why the commit, which is here, must not be used. What is damaged is not judged: reading it will tell. */
  async findRefusal(commit: string): Promise<string | undefined> {
    if (this.#accepted.has(commit)) return undefined;
    const tree = await this.listTree(commit);
    if (!tree.ok) return tree.failure.kind === 'refused' ? tree.failure.why : undefined;
    if (this.#accepted.size >= mostRemembered) this.#accepted.clear();
    this.#accepted.add(commit);
    return undefined;
  }

  async has(commit: string): Promise<boolean> {
    return this.#trees.has(commit) || (await this.#rootTreeOf(commit)) !== undefined;
  }

  /** Gets the commit from the server, one fetch at a time: who waited may find it `present`, without having asked the server. */
  fetchCommit(address: RepositoryAddress, commit: string, signal?: AbortSignal): Promise<Result<FetchEnd, GitTrouble>> {
    return this.#locked(async () => {
      if (await this.has(commit)) return succeed('present');
      const refusal = this.#refusals.find(commit);
      if (refusal !== undefined) return fail(refusal);
      const fetched = await this.#fetchSoundly(address, commit, signal);
      if (!fetched.ok) this.#refusals.note(commit, fetched.failure);
      return fetched;
    });
  }

  /** Brings what refs mean now into a mirror that is in use. What fails, or would overfill it, is left to `fetchCommit`. */
  fetchRefs(address: RepositoryAddress, refs: readonly string[], signal: AbortSignal): Promise<void> {
    return this.#locked(async () => {
      if (!(await isMirror(this.folder)) || (await this.#isFull())) return;
      const wanted = { client: this.#client, folder: this.folder, address, signal };
      const refspecs = refs.map((ref) => `+${ref}:${this.#nextKept()}`);
      await fetchBounded(wanted, refspecs, ['--depth=1']);
    });
  }

  /** Brings an annotated tag into the mirror, by its id; nothing is asked when it is there. */
  fetchTag(address: RepositoryAddress, id: string, signal?: AbortSignal): Promise<Result<void, GitTrouble>> {
    return this.#locked(async () => {
      if ((await this.readTag(id)) !== undefined) return succeed(undefined);
      const wanted = { client: this.#client, folder: this.folder, address, signal };
      return fetchBounded(wanted, [`+${id}:refs/nabe-tags/${id}`], ['--depth=1']);
    });
  }

  /** The text of an annotated tag; undefined when it is not here. */
  async readTag(id: string): Promise<string | undefined> {
    const read = await this.#reader.read([id]);
    const [answer] = read.ok ? read.value : [];
    if (answer?.kind !== 'object' || answer.type !== 'tag') return undefined;
    return Buffer.from(answer.content).toString('utf8');
  }

  /** Every entry of a commit that is here, the root first. Remembered for the last commits asked for. */
  listTree(commit: string): Promise<Result<PackedTree, MirrorFlaw>> {
    return this.#trees.getOr(commit, () => this.#readTree(commit));
  }

  /** Contents by id: all of them or a failure. */
  async readBlobs(ids: readonly string[]): Promise<Result<ReadonlyMap<string, Uint8Array>, MirrorFlaw>> {
    const read = await this.#reader.read(ids);
    return read.ok ? collectContents(read.value, this.#client.limits.blobBytes) : read;
  }

  /**
   * Throws a copy that seems damaged away. Not again for some minutes: after a renewal, readers who started before it miss what
   * they look for, and their complaints must not cost the fresh copy.
   */
  discardDamaged(): Promise<void> {
    return this.#locked(async () => {
      if (performance.now() - this.#renewedAt > renewalPauseMs) await this.#discard();
    });
  }

  close(): Promise<void> {
    this.#trees.clear();
    return this.#reader.close();
  }

  /** A copy that is full or damaged is thrown away first. */
  async #fetchSoundly(
    address: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<FetchEnd, GitTrouble>> {
    if (await this.#isFull()) await this.#discard();
    const fetched = await this.#fetchOnce(address, commit, signal);
    if (fetched.ok || fetched.failure.kind !== 'broken' || signal?.aborted) return fetched;
    await this.#discard();
    return this.#fetchOnce(address, commit, signal);
  }

  async #fetchOnce(
    address: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<FetchEnd, GitTrouble>> {
    const ready = await this.#initialise(commit);
    if (!ready) return fail({ kind: 'broken', why: 'the local copy could not be created' });
    const keptAs = this.#nextKept();
    const fetched = await fetchCommit({ client: this.#client, folder: this.folder, address, commit, keptAs, signal });
    if (!fetched.ok && fetched.failure.kind === 'too-large') await this.#discard();
    if (!fetched.ok) return fetched;
    if (await this.has(commit)) return succeed('fetched');
    const why = 'git fetched the commit, and yet it cannot be read';
    return fail(fetched.value === 'all' ? { kind: 'no-commit' } : { kind: 'broken', why });
  }

  /** The ref that has kept its commit longest. */
  #nextKept(): string {
    return `refs/nabe/${this.#fetches++ % keptCommits}`;
  }

  async #initialise(commit: string): Promise<boolean> {
    if (await isMirror(this.folder)) return true;
    await removeMirror(this.folder);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const format = commit.length === 64 ? 'sha256' : 'sha1';
    const outcome = await this.#client.local(this.folder, ['init', '--quiet', '--bare', `--object-format=${format}`]);
    return outcome.kind === 'done';
  }

  async #readTree(commit: string): Promise<Result<PackedTree, MirrorFlaw>> {
    const rootId = await this.#rootTreeOf(commit);
    const listed = rootId && (await this.#client.local(this.folder, ['ls-tree', '-r', '-t', '-z', '--long', commit]));
    if (listed && listed.kind === 'done') {
      const judged = judgeTree(commit, parseTree(listed.output, rootId), this.#client.limits);
      return judged.ok ? succeed(new PackedTree(judged.value)) : judged;
    }
    this.#trees.delete(commit);
    const isTooLarge = listed && listed.kind === 'too-much-output';
    return fail(isTooLarge ? { kind: 'refused', why: `commit ${commit} has too many files` } : { kind: 'broken' });
  }

  /** Id of the tree of a commit; undefined when the commit is not here. */
  async #rootTreeOf(commit: string): Promise<string | undefined> {
    if (!(await isMirror(this.folder))) return undefined;
    const read = await this.#reader.read([commit]);
    const [answer] = read.ok ? read.value : [];
    if (answer?.kind !== 'object' || answer.type !== 'commit') return undefined;
    return /^tree ([0-9a-f]+)\n/.exec(Buffer.from(answer.content).toString('latin1'))?.[1];
  }

  async #isFull(): Promise<boolean> {
    const { bytes, packs } = await measurePacks(this.folder);
    return bytes > this.#client.limits.mirrorBytes || packs >= this.#client.limits.mirrorPacks;
  }

  async #discard(): Promise<void> {
    this.#renewedAt = performance.now();
    await this.#reader.close();
    this.#trees.clear();
    await removeMirror(this.folder);
  }

  #locked<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lock.then(work);
    this.#lock = turn.catch(() => undefined);
    return turn;
  }
}
