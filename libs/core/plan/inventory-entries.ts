import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { waveOf } from './order/read-wave.ts';
import type { ApplyStep, Plan } from './plan.ts';
import { readObjectOptions } from '#core/sync-options/read-options.ts';
import { ignoresExtraneous } from '#core/sync-options/compare-options.ts';
import { keepOf } from '#core/sync-options/keep-of.ts';

/**
 * Entries to store before the plan's first request: one intent for each object that no entry stands for yet. Without them, a
 * worker that dies after creating an object would leave an orphan. Sorted as the plan is.
 */
export function findIntents(plan: Plan): InventoryEntry[] {
  return plan.waves
    .flatMap(({ groups }) => groups.flat())
    .flatMap((step) => (step.action === 'apply' && step.reason === 'new' ? [describeObject(step)] : []));
}

/** The entry of an object after its apply succeeded, from what the API server answered. */
export function entryAfterApply(step: ApplyStep, applied: { uid: string; entryHash: string }): InventoryEntry {
  return { ...describeObject(step), uid: applied.uid, desiredHash: step.hash, entryHash: applied.entryHash };
}

function describeObject({ key, manifest }: ApplyStep): InventoryEntry {
  const wave = waveOf(manifest);
  const { options } = readObjectOptions(manifest);
  const keep = keepOf(options);
  return {
    ...key,
    version: parseApiVersion(manifest.apiVersion).version,
    ...(wave !== 0 && { wave }),
    ...(keep.length > 0 && { keep }),
    ...(ignoresExtraneous(manifest) && { ignoreExtraneous: true }),
    ...(options.get('PruneLast') === 'true' && { pruneLast: true }),
  };
}
