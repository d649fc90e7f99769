import type { Preview, StepPreview } from './preview.ts';

/** The objects that are not as git wants them, in the order of the plan. */
export interface PreviewDiff {
  readonly commit: string;
  readonly cluster: string;
  readonly differs: boolean;
  readonly objects: readonly StepPreview[];
}

/**
 * The part of a preview that is about objects. Hooks are none: they run and go. A manifest that was written anew and says the same is no
 * difference, and neither is an object that git says to leave alone.
 */
export function diffOf({ commit, cluster, steps }: Preview): PreviewDiff {
  const objects = steps.filter(isDifferent);
  return { commit, cluster, differs: objects.length > 0, objects };
}

function isDifferent({ action, fields, reason, refusal }: StepPreview): boolean {
  switch (action) {
    case 'hook':
      return false;
    case 'create':
    case 'prune':
      return true;
    case 'change':
      return fields.length > 0 || refusal !== undefined;
    case 'keep':
      return !LEFT_ALONE.has(reason);
  }
}

const LEFT_ALONE: ReadonlySet<string> = new Set(['skipped-by-annotation', 'delete-disabled-by-annotation']);
