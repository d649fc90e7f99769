import { objectKeyId } from '../../model/objects/object-key.ts';
import type { ApplicationStatus } from '../../resources/application.ts';
import type { OperationReport } from './operation-report.ts';
import type { StepResult } from './step-result.ts';

const LONGEST_HISTORY = 10;
const MOST_RESULTS = 50;

/** Objects that failed, first; then those that were pruned. What was simply applied is in the inventory. */
export function notableResults({ results }: OperationReport): ApplicationStatus['results'] {
  const failed = results.flatMap((result) =>
    result.outcome === 'failed'
      ? [{ id: objectKeyId(result.step.key), outcome: result.outcome, message: result.blocker.message }]
      : [],
  );
  const pruned = results.flatMap(({ step, outcome }) =>
    outcome === 'pruned' ? [{ id: objectKeyId(step.key), outcome }] : [],
  );
  const notable = [...failed, ...pruned].slice(0, MOST_RESULTS);
  return notable.length === 0 ? undefined : notable;
}

/** The history with this operation on top, where it changed something. */
export function historyWith(
  { history = [] }: ApplicationStatus,
  report: OperationReport,
): ApplicationStatus['history'] {
  return [historyItem(report), ...history].slice(0, LONGEST_HISTORY);
}

function historyItem(report: OperationReport) {
  const { commit = '', commits, startedAt, finishedAt, origin, planDigest, isPartial, results } = report;
  const count = (outcome: StepResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const changed = { created: count('created'), configured: count('configured'), pruned: count('pruned') };
  const who = { trigger: origin?.trigger, username: origin?.username };
  return { commit, commits: commits && [...commits], startedAt, finishedAt, ...who, planDigest, isPartial, ...changed };
}

/** Since when the approval is asked for is told by the start of the operation: one that only asks again keeps the first start. */
export function approvalOf({ awaitsApproval }: OperationReport) {
  return awaitsApproval === true ? { awaitsApproval } : {};
}
