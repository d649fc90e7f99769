import { listBriefly } from '#core/model/text/list-briefly.ts';
import { approvalAnnotation } from '#core/sync-options/read-approval.ts';
import type { TargetChanges } from './compare-targets.ts';

export interface HeldDeletions {
  /** The very same, or without the deletions. */
  readonly changes: TargetChanges;
  /** Which Applications stay and who must do what; undefined when nothing is held back. */
  readonly held: string | undefined;
}

/**
 * Holds a change against the tenant's `deletionBudget.applications`. With more deletions than it has, none is done until a person
 * approves: a mistake in a generator often looks like this.
 */
export function holdDeletions(
  changes: TargetChanges,
  { budget, isApproved }: { readonly budget: number | undefined; readonly isApproved: boolean },
): HeldDeletions {
  const count = changes.delete.length;
  if (budget === undefined || count <= budget || isApproved) return { changes, held: undefined };
  const names = listBriefly(changes.delete.map(({ metadata }) => metadata.name).toSorted(), ', ');
  const held =
    `${count} Applications are no longer wanted and stay, because one change may delete ${budget} ` +
    `(deletionBudget.applications of the Tenant): ${names}. Approve by setting the annotation ${approvalAnnotation} ` +
    'of the ApplicationSet to the present time (RFC 3339), or correct the set in git.';
  return { changes: { ...changes, delete: [] }, held };
}
