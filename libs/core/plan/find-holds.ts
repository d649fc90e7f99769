import { listBriefly } from '#core/model/text/list-briefly.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import { approvalAnnotation } from '#core/sync-options/read-approval.ts';
import type { KeepReason, KeepStep, Plan } from './plan.ts';

const howToApprove = `Approve by setting the annotation ${approvalAnnotation} of the Application to the present time (RFC 3339)`;

/** Why, and what the reader can do, in the order of the answer. Reasons that leave nothing undone are not here. */
const explanations: readonly (readonly [KeepReason, string, string])[] = [
  [
    'self-heal-off',
    'Changed on the cluster and left so, because self-heal is off',
    'Set spec.syncPolicy.automated.selfHeal, or sync by hand',
  ],
  [
    'prune-off',
    'Gone from git and kept on the cluster, because pruning is off',
    'Set spec.syncPolicy.automated.prune, or delete by hand',
  ],
  [
    'prune-refused-all',
    'Kept on the cluster, because git has no object left for this Application and pruning all it owns is refused',
    'Put the manifests back, set spec.syncPolicy.automated.allowEmpty, or delete the Application',
  ],
  [
    'prune-disabled-by-annotation',
    'Gone from git and kept on the cluster, because of the sync option Prune=false',
    'Delete by hand when no longer needed',
  ],
  [
    'prune-unapproved',
    'Gone from git and kept on the cluster until a person approves, because of the sync option Prune=confirm',
    howToApprove,
  ],
  [
    'prune-over-budget',
    'Gone from git and kept on the cluster, because one change may not delete so many objects (deletionBudget.objects of the Tenant)',
    `${howToApprove}, or put the manifests back`,
  ],
];

const unapproved: ReadonlySet<KeepReason> = new Set(['prune-unapproved', 'prune-over-budget', 'delete-unapproved']);

/** Whether something waits for a person's approval. */
export function awaitsApproval({ kept }: Pick<Plan, 'kept'>): boolean {
  return kept.some(({ reason }) => unapproved.has(reason));
}

/** Why a deleted Application stays: objects that must not go without a person's word. Undefined when there are none. */
export function describeUnapproved({ kept }: Pick<Plan, 'kept'>): string | undefined {
  const names = kept
    .filter(({ reason }) => reason === 'delete-unapproved')
    .map(({ entry }) => describeObjectKey(entry));
  if (names.length === 0) return undefined;
  return `Nothing is deleted until a person approves, because of the sync option Delete=confirm: ${listBriefly(names)}. ${howToApprove}.`;
}

/** For each reason why something is left undone: the reason, the first objects by key, and who can change it. */
export function findHolds(kept: readonly KeepStep[]): string[] {
  return explanations.flatMap(([reason, why, remedy]) => {
    const names = kept.filter((step) => step.reason === reason).map(({ entry }) => describeObjectKey(entry));
    return names.length > 0 ? [`${why}: ${listBriefly(names)}. ${remedy}.`] : [];
  });
}
