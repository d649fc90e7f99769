import { isVersionRange } from '../versions/highest-version.ts';
import { isCommitId } from './resolve-revision.ts';
import { readTenantRevision } from './tenant-revision.ts';

/** More branches than this are not fetched ahead: it would cost more than it saves. */
const MOST_BRANCHES = 4;

/**
 * Full names of the branches that followed revisions may mean, `HEAD` included, sorted: what a push may have moved. A tag reads like a
 * branch until the repository is asked. Empty when there are too many.
 */
export function branchRefs(followed: Iterable<string>): string[] {
  const names = [...followed].map((name) => readTenantRevision(name).revision).flatMap(branchRef);
  const refs = [...new Set(names)].toSorted();
  return refs.length > MOST_BRANCHES ? [] : refs;
}

function branchRef(revision: string): string[] {
  if (revision === 'HEAD' || revision.startsWith('refs/heads/')) return [revision];
  if (revision.startsWith('refs/') || isCommitId(revision) || isVersionRange(revision)) return [];
  return [`refs/heads/${revision}`];
}
