import { findHighest, isVersionRange } from '../versions/highest-version.ts';

/** A commit and the ref it was found by; none for a commit that was named itself. */
export interface NamedCommit {
  readonly commit: string;
  readonly ref?: string | undefined;
}

/** What a revision means. */
export type Resolution =
  | ({ readonly kind: 'commit' } & NamedCommit)
  /** The beginning of a commit id, which only the history can complete; `named` is the ref that has it for a name. */
  | { readonly kind: 'abbreviated'; readonly prefix: string; readonly named: readonly NamedCommit[] }
  /** Several commits: full ref names or commit ids, sorted. */
  | { readonly kind: 'ambiguous'; readonly meanings: readonly string[] }
  | { readonly kind: 'unknown' };

const FULL_COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** As many digits as git shows by default. Rule: Argo CD takes no fewer either. */
const ABBREVIATED_COMMIT = /^[0-9a-f]{7,63}$/;
const TAGS = 'refs/tags/';

/**
 * What a revision means among the refs a repository listed: a full commit id, `HEAD` or a full ref name literally, else a branch,
 * a tag, the highest tag of a version range, or the beginning of a commit id. What could mean several commits is ambiguous: to
 * prefer one would let whoever may push a tag move what follows a branch.
 */
export function resolveRevision(refs: ReadonlyMap<string, string>, revision: string): Resolution {
  if (FULL_COMMIT.test(revision)) return { kind: 'commit', commit: revision };
  if (revision === 'HEAD' || revision.startsWith('refs/')) return settle(named(refs, [revision]));
  const tags = isVersionRange(revision) ? findHighest(revision, tagNames(refs)) : [revision];
  const found = named(refs, [`refs/heads/${revision}`, ...tags.map((tag) => TAGS + tag)]);
  if (ABBREVIATED_COMMIT.test(revision)) return { kind: 'abbreviated', prefix: revision, named: found };
  return settle(found);
}

/** Completes an abbreviated commit id with all commits of the history that begin so. */
export function completeCommit(
  { named: found }: Extract<Resolution, { kind: 'abbreviated' }>,
  commits: readonly string[],
): Resolution {
  return settle([...found, ...commits.map((commit) => ({ commit }))]);
}

/** Whether a revision is a commit id, or may be the beginning of one. */
export function isCommitId(revision: string): boolean {
  return FULL_COMMIT.test(revision) || ABBREVIATED_COMMIT.test(revision);
}

function settle(found: readonly NamedCommit[]): Resolution {
  const [first] = found;
  if (first === undefined) return { kind: 'unknown' };
  if (found.every(({ commit }) => commit === first.commit)) return { kind: 'commit', ...first };
  return { kind: 'ambiguous', meanings: found.map(({ ref, commit }) => ref ?? commit).toSorted() };
}

function named(refs: ReadonlyMap<string, string>, names: readonly string[]): NamedCommit[] {
  return names.flatMap((ref) => {
    const commit = refs.get(ref);
    return commit === undefined ? [] : [{ commit, ref }];
  });
}

function tagNames(refs: ReadonlyMap<string, string>): string[] {
  return [...refs.keys()].filter((ref) => ref.startsWith(TAGS)).map((ref) => ref.slice(TAGS.length));
}
