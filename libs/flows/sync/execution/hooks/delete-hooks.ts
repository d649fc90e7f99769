import { hookId, hookSteps, type HookRecord } from '#core/plan/hooks/hook-record.ts';
import type { DeletePolicy } from '#core/plan/hooks/read-delete-policies.ts';
import type { Plan } from '#core/plan/plan.ts';
import type { StepResult } from '#core/status/operation/step-result.ts';
import { executeStep } from '../execute-step.ts';
import type { HookBook } from './hook-book.ts';
import type { HookSite } from './start-hook.ts';

/**
 * Deletes, at the end of a run, the objects of those hooks whose policies say so, and what earlier runs left of hooks that git no
 * longer has. Answers the deletions that failed. Intents that came to nothing are forgotten.
 */
export async function deleteHooks(
  policy: DeletePolicy,
  plan: Plan,
  book: HookBook,
  site: HookSite,
): Promise<readonly StepResult[]> {
  const policies = new Map(hookSteps(plan).map((step) => [hookId({ ...step.key, phase: step.phase }), step.policies]));
  const isOver = (record: HookRecord) => policies.get(hookId(record))?.includes(policy) ?? policy === 'HookSucceeded';
  const failures: StepResult[] = [];
  for (const record of book.list()) {
    if (record.run === book.run && record.uid === undefined) book.forget(record);
    else if (isOver(record)) failures.push(...(await deleteHook(record, book, site)));
  }
  return failures;
}

/**
 * Deletes one hook's object; answers why it could not. It is looked up first, and has to name its owner: a worker that died may have
 * created it anew since its UID was noted.
 */
async function deleteHook(record: HookRecord, book: HookBook, site: HookSite): Promise<readonly StepResult[]> {
  const { group, kind, namespace, name, version } = record;
  const key = { group, kind, namespace, name };
  const step = { action: 'prune' as const, key, version, reason: 'hook-ended' as const };
  const result = await executeStep(step, site);
  if (result.outcome === 'failed') return [result];
  book.forget(record);
  return [];
}
