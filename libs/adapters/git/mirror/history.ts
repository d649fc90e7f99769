import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { fetchBounded } from './fetch-commit.ts';
import type { GitClient } from '../git-client.ts';
import { isMirror, removeMirror } from './mirror-folder.ts';
import type { GitTrouble } from '../output/explain-failure.ts';

/**
 * The commits of a repository without what is in them: only abbreviated commit ids need it, since only the whole history tells
 * which commit is meant and whether it is the only one. Made when first asked for; a cache like the mirror.
 */
export class History {
  readonly #client: GitClient;
  readonly #folder: string;
  /** Digest of the refs that the commits here belong to. */
  #fetched = '';
  #known = new Map<string, readonly string[]>();
  #lock: Promise<unknown> = Promise.resolve();

  constructor(client: GitClient, folder: string) {
    this.#client = client;
    this.#folder = folder;
  }

  /** Ids that begin with `prefix`, sorted; asks the server only when the refs have changed. */
  findCommits(
    address: RepositoryAddress,
    prefix: string,
    refs: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<readonly string[], GitTrouble>> {
    const turn = this.#lock.then(async () => {
      const current = await this.#follow(address, refs, signal);
      return current.ok ? this.#search(prefix) : current;
    });
    this.#lock = turn.catch(() => undefined);
    return turn;
  }

  async #follow(
    address: RepositoryAddress,
    refs: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<void, GitTrouble>> {
    const digest = createHash('sha256')
      .update(JSON.stringify([...refs].map(([ref, commit]) => `${ref} ${commit}`).toSorted()))
      .digest('hex');
    if (digest === this.#fetched) return succeed(undefined);
    const first = await this.#fetch(address, refs, signal);
    // A damaged copy is worth one more attempt from nothing.
    const isDamaged = !first.ok && first.failure.kind === 'broken' && !signal?.aborted;
    if (isDamaged) await removeMirror(this.#folder);
    const fetched = isDamaged ? await this.#fetch(address, refs, signal) : first;
    if (!fetched.ok) return fetched;
    this.#fetched = digest;
    this.#known = new Map();
    return succeed(undefined);
  }

  async #fetch(
    address: RepositoryAddress,
    refs: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<void, GitTrouble>> {
    if (!(await this.#initialise(refs))) return fail({ kind: 'broken', why: 'the local copy could not be created' });
    const wanted = { client: this.#client, folder: this.#folder, address, signal };
    const all = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
    return fetchBounded(wanted, all, ['--prune', '--filter=tree:0']);
  }

  async #initialise(refs: ReadonlyMap<string, string>): Promise<boolean> {
    if (await isMirror(this.#folder)) return true;
    await removeMirror(this.#folder);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const format = [...refs.values()].some((id) => id.length === 64) ? 'sha256' : 'sha1';
    const outcome = await this.#client.local(this.#folder, ['init', '--quiet', '--bare', `--object-format=${format}`]);
    return outcome.kind === 'done';
  }

  async #search(prefix: string): Promise<Result<readonly string[], GitTrouble>> {
    const known = this.#known.get(prefix);
    if (known !== undefined) return succeed(known);
    const listed = await this.#client.local(this.#folder, ['rev-list', '--branches', '--tags']);
    if (listed.kind === 'too-much-output') return fail({ kind: 'too-large', why: 'it has too many commits' });
    if (listed.kind !== 'done') return fail({ kind: 'unreachable', why: 'its history cannot be read' });
    const found = listed.output
      .split('\n')
      .filter((id) => id.startsWith(prefix))
      .toSorted();
    this.#known.set(prefix, found);
    return succeed(found);
  }
}
