import type { ApplicationStatus } from '../../resources/application.ts';
import type { Blocker } from '../blocker.ts';
import { toHookItems } from '../items/hook-items.ts';
import { toInventoryItems } from '../items/inventory-items.ts';
import type { OperationReport, SyncFields } from './operation-report.ts';
import { statusOfFailure } from './status-of-failure.ts';
import { statusOfSuccess } from './status-of-success.ts';
import { contentionFields } from './sync-conditions.ts';

/** The status after an operation: equal to the one before when nothing was done and nothing is different. */
export function composeStatus(before: ApplicationStatus, report: OperationReport): SyncFields {
  const blockers = findBlockers(report);
  const owned = {
    cluster: report.cluster ?? before.cluster,
    inventory: toInventoryItems(report.inventory),
    hooks: report.hooks?.records === undefined ? before.hooks : toHookItems(report.hooks.records),
    ...contentionFields(before, report),
    deletionHooks: report.hooks === undefined ? before.deletionHooks : report.hooks.hasDeletionHooks || undefined,
  };
  const stated = blockers.length > 0 ? statusOfFailure(before, report, blockers) : statusOfSuccess(before, report);
  const summary = [stated.summary, report.holdNote].filter((text) => text !== undefined).join(' ');
  return { ...stated, ...owned, summary };
}

function findBlockers({ blocker, results }: OperationReport): Blocker[] {
  const failed = results.flatMap((result) => (result.outcome === 'failed' ? [result.blocker] : []));
  return blocker === undefined ? failed : [blocker, ...failed];
}
