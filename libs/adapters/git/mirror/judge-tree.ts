import { fail, type Result, succeed } from '#core/model/result.ts';
import { findPathFlaw } from '#core/repositories/dangerous-path.ts';
import type { TreeEntry } from '#flows/ports/sources/git-source.port.ts';
import type { MirrorFlaw } from './collect-contents.ts';
import type { GitLimits } from '../git-limits.ts';

/** The tree as it is, or why nobody may have it: too many entries, a dangerous path, one path twice. */
export function judgeTree(
  commit: string,
  entries: readonly TreeEntry[],
  { treeEntries }: Pick<GitLimits, 'treeEntries'>,
): Result<readonly TreeEntry[], MirrorFlaw> {
  const refuse = (why: string) => fail({ kind: 'refused', why: `commit ${commit} ${why}` } as const);
  if (entries.length > treeEntries) return refuse(`has more than ${treeEntries} files and folders`);
  let before = '';
  for (const { path } of entries) {
    if (path === '') continue;
    const shown = JSON.stringify(path.slice(0, 200));
    const flaw = findPathFlaw(path);
    if (flaw !== undefined) return refuse(`holds the path ${shown}, which ${flaw}: remove it`);
    // Bytes that are no UTF-8 read alike, so that two names can become one.
    if (path === before) return refuse(`holds the path ${shown} twice: remove one`);
    before = path;
  }
  return succeed(entries);
}
