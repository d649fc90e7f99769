const FULL_COMMIT = /^[0-9a-f]{40}$/;

/**
 * The commit that a revision means among the refs a repository listed. A revision is `HEAD`, a full ref name, a branch, a tag or a
 * full commit id; a branch wins over a tag of the same name, as with `git clone --branch`. Undefined when there is no such ref.
 */
export function resolveRevision(refs: ReadonlyMap<string, string>, revision: string): string | undefined {
  const candidates = [revision, `refs/heads/${revision}`, `refs/tags/${revision}`];
  for (const name of candidates) {
    const commit = refs.get(name);
    if (commit !== undefined) return commit;
  }
  return FULL_COMMIT.test(revision) ? revision : undefined;
}
