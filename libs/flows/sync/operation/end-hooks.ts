import { hookId, type HookRecord } from '#core/plan/hooks/hook-record.ts';
import type { StepSite } from '../execution/apply/apply-known.ts';
import { executeStep } from '../execution/execute-step.ts';

/**
 * Deletes the objects of hooks that were started in a run and have not ended, since nobody waits for them any more. Answers what is left: one
 * that could not be deleted stays noted, and goes when the hook runs again.
 */
export async function endHooks(
  records: readonly HookRecord[],
  run: string | undefined,
  site: StepSite,
): Promise<readonly HookRecord[]> {
  const isOpen = (record: HookRecord) => record.run === run && record.outcome === undefined;
  const ended = new Set<string>();
  for (const record of records.filter(isOpen)) {
    const { group, kind, namespace, name, version } = record;
    const step = {
      action: 'prune' as const,
      key: { group, kind, namespace, name },
      version,
      reason: 'hook-ended' as const,
    };
    const result = await executeStep(step, site);
    if (result.outcome !== 'failed') ended.add(hookId(record));
  }
  return records.filter((record) => !ended.has(hookId(record)));
}
