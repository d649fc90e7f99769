import type { PullRequest, ScmBranch, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { forEachAtOnce } from '#flows/loops/for-each-at-once.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';

/** Reads the repositories of one account, in the way of one service. Every list is whole. */
export interface RepositoryReader {
  list(cloneProtocol: string): Promise<Result<readonly ScmRepository[], ScmFailure>>;
  /** All branches or the default one, as the account's options say; none for an empty repository. */
  branches(repository: ScmRepository): Promise<Result<readonly ScmBranch[], ScmFailure>>;
  /** `path` has no slash at either end. */
  hasPath(repository: ScmRepository, branch: ScmBranch, path: string): Promise<Result<boolean, ScmFailure>>;
}

/** Reads the open pull requests of one repository, or those in the state that the options name. */
export type PullRequestReader = () => Promise<Result<readonly PullRequest[], ScmFailure>>;

/** The address to clone from. As with Argo CD, ssh where the set does not say. */
export function cloneUrl(
  protocol: string,
  addresses: { readonly ssh: string; readonly https: string },
): Result<string, ScmFailure> {
  if (protocol === '' || protocol === 'ssh') return succeed(addresses.ssh);
  if (protocol === 'https') return succeed(addresses.https);
  const message = `unknown cloneProtocol ${JSON.stringify(protocol)}: the set must say ssh or https`;
  return fail({ kind: 'invalid', message });
}

/** Turns every item, or fails with the first that cannot be turned. */
export function mapAll<A, B>(
  items: readonly A[],
  turn: (item: A) => Result<B, ScmFailure>,
): Result<readonly B[], ScmFailure> {
  const turned: B[] = [];
  for (const item of items) {
    const one = turn(item);
    if (!one.ok) return one;
    turned.push(one.value);
  }
  return succeed(turned);
}

/** As {@link mapAll}, for items that are asked about: a few questions at once, and no more of them after the first failure. */
export async function askAll<A, B>(
  items: readonly A[],
  ask: (item: A) => Promise<Result<B, ScmFailure>>,
): Promise<Result<readonly B[], ScmFailure>> {
  const failed = new AbortController();
  const answers = new Map<number, Result<B, ScmFailure>>();
  await forEachAtOnce([...items.entries()], AT_ONCE, failed.signal, async ([index, item]) => {
    const answer = await ask(item);
    answers.set(index, answer);
    if (!answer.ok) failed.abort();
  });
  const inOrder = [...answers].toSorted(([a], [b]) => a - b).map(([, answer]) => answer);
  return mapAll(inOrder, (answer) => answer);
}

const AT_ONCE = 4;

export function mapValue<A, B>(result: Result<A, ScmFailure>, turn: (value: A) => B): Result<B, ScmFailure> {
  return result.ok ? succeed(turn(result.value)) : result;
}

/** Sets that name labels want pull requests that carry all of them. */
export function carriesAll(labels: readonly string[] | undefined): (pullRequest: PullRequest) => boolean {
  return (pullRequest) => (labels ?? []).every((label) => pullRequest.labels.includes(label));
}

/** The commit where it is known in full, so that the answer stays true for ever; the branch otherwise. */
export function refOf({ sha, name }: ScmBranch): string {
  return isFullSha(sha) ? sha : name;
}

export function isFullSha(sha: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha);
}
