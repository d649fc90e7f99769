import type { InventoryEntry } from '#core/model/inventory.ts';
import { objectKeyId } from '#core/model/object-key.ts';
import { decideApply } from './apply-steps.ts';
import { findHolds } from './find-holds.ts';
import { groupWaves, type StepTask } from './order/group-waves.ts';
import { orderTasks } from './order/order-tasks.ts';
import { waveOf } from './order/read-wave.ts';
import type { DesiredObject, KeepStep, Plan, PlanStep, Sighting, SyncDecisions } from './plan.ts';
import { decidePrune } from './prune-steps.ts';

export interface PlanInput {
  /** All objects git wants, each key once. */
  readonly desired: readonly DesiredObject[];
  /** All objects we own, each key once. */
  readonly inventory: readonly InventoryEntry[];
  /** By object key id. */
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly policy: SyncDecisions;
  /** The Application is going away: nothing is desired any more, whatever `desired` says, and the policy has no say. */
  readonly deleting: boolean;
}

/** A decision together with what its place in the order depends on. */
interface Decision extends Omit<StepTask, 'step'> {
  readonly step: PlanStep;
}

/** Decides everything one sync will do (law 5). The order of the input does not matter. */
export function buildPlan(input: PlanInput): Plan {
  const decisions = [...decideDesired(input), ...decideSurplus(input)];
  const kept = decisions.flatMap(({ step }) => (step.action === 'keep' ? [step] : [])).toSorted(compareKept);
  return { waves: groupWaves(orderTasks(decisions.flatMap(toTask))), kept, holds: findHolds(kept) };
}

function decideDesired({ desired, inventory, sightings, policy, deleting }: PlanInput): Decision[] {
  if (deleting) return [];
  const entries = new Map(inventory.map((entry) => [objectKeyId(entry), entry]));
  return desired.map((object) => {
    const id = objectKeyId(object.key);
    const step = decideApply({ object, entry: entries.get(id), sighting: sightings.get(id), policy });
    return { step, key: object.key, wave: waveOf(object.manifest), manifest: object.manifest };
  });
}

function decideSurplus({ desired, inventory, policy, deleting }: PlanInput): Decision[] {
  const wanted = new Set(deleting ? [] : desired.map(({ key }) => objectKeyId(key)));
  return inventory
    .filter((entry) => !wanted.has(objectKeyId(entry)))
    .map((entry) => ({
      step: decidePrune({ entry, policy, deleting, nothingDesired: wanted.size === 0 }),
      key: entry,
      wave: entry.wave ?? 0,
    }));
}

/**
 * Desired objects that need no request keep their place, so that waves do not depend on what happens to be unchanged;
 * surplus ones that are kept have no place.
 */
function toTask({ step, key, wave, manifest }: Decision): StepTask[] {
  if (step.action !== 'keep') return [{ key, wave, manifest, step }];
  return manifest ? [{ key, wave, manifest }] : [];
}

function compareKept(a: KeepStep, b: KeepStep): number {
  return objectKeyId(a.entry) < objectKeyId(b.entry) ? -1 : 1;
}
