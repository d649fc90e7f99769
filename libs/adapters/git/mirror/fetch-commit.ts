import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { GitClient } from '../git-client.ts';
import { isShallow, measurePacks } from './mirror-folder.ts';
import type { GitTrouble } from '../output/explain-failure.ts';

export interface CommitFetch {
  readonly client: GitClient;
  /** The mirror: a bare repository. */
  readonly folder: string;
  readonly address: RepositoryAddress;
  readonly commit: string;
  /** Keeps the commit known to git, so that the next fetch transfers differences only. */
  readonly keptAs: string;
  readonly signal?: AbortSignal | undefined;
}

const sizeCheckMs = 500;

/**
 * Fetches one commit without its history. A server that does not hand out commits by their id is asked for all branches and
 * tags with their history instead, in which the commit may or may not be: then the answer is `all`.
 */
export async function fetchCommit(wanted: CommitFetch): Promise<Result<'exact' | 'all', GitTrouble>> {
  const exact = await fetchBounded(wanted, [`+${wanted.commit}:${wanted.keptAs}`], ['--depth=1']);
  if (exact.ok) return succeed('exact');
  if (exact.failure.kind !== 'no-commit') return exact;
  const options = (await isShallow(wanted.folder)) ? ['--prune', '--unshallow'] : ['--prune'];
  const all = await fetchBounded(wanted, ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'], options);
  return all.ok ? succeed('all') : all;
}

/** A fetch that is broken off when the mirror outgrows its limit. One that held something before counts as broken: it may fit afresh. */
export async function fetchBounded(
  { client, folder, address, signal }: Omit<CommitFetch, 'commit' | 'keptAs'>,
  refspecs: readonly string[],
  options: readonly string[],
): Promise<Result<void, GitTrouble>> {
  const { mirrorBytes } = client.limits;
  const before = await measurePacks(folder);
  const tooLarge = new AbortController();
  const timer = setInterval(() => {
    void measurePacks(folder).then(({ bytes }) => bytes > mirrorBytes && tooLarge.abort());
  }, sizeCheckMs);
  const ended = AbortSignal.any(signal === undefined ? [tooLarge.signal] : [signal, tooLarge.signal]);
  const fetched = await client.fetch({ address, folder, refspecs, options, signal: ended });
  clearInterval(timer);
  const after = await measurePacks(folder);
  if (!tooLarge.signal.aborted && after.bytes <= mirrorBytes) return fetched.ok ? succeed(undefined) : fetched;
  const why = `what has to be fetched takes more than the limit of ${mirrorBytes} bytes`;
  return fail(before.packs > 0 ? { kind: 'broken', why } : { kind: 'too-large', why });
}
