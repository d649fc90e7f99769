import { listBriefly } from '#core/model/list-briefly.ts';
import { describeObjectKey } from '#core/model/object-key.ts';
import type { KeepReason, KeepStep } from './plan.ts';

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
    'Gone from git and kept on the cluster, because applied with the sync option Prune=false or Prune=confirm',
    'Delete by hand when no longer needed',
  ],
];

/** For each reason why something is left undone: the reason, the first objects by key, and who can change it. */
export function findHolds(kept: readonly KeepStep[]): string[] {
  return explanations.flatMap(([reason, why, remedy]) => {
    const names = kept.filter((step) => step.reason === reason).map(({ entry }) => describeObjectKey(entry));
    return names.length > 0 ? [`${why}: ${listBriefly(names)}. ${remedy}.`] : [];
  });
}
