/** What was synced, for people: the beginning of a commit id or digest, a whole version. `digits` of git's ids are shown. */
export function shortRevision(revision: string, digits = 8): string {
  const digest = /^(sha256:)?([0-9a-f]{40,64})$/.exec(revision);
  return digest === null ? revision : `${digest[1] ?? ''}${digest[2]?.slice(0, digits)}`;
}
