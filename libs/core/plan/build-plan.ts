import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { decideApply } from './apply-steps.ts';
import { findHolds } from './find-holds.ts';
import { groupWaves, type StepTask } from './order/group-waves.ts';
import { orderTasks } from './order/order-tasks.ts';
import { waveOf } from './order/read-wave.ts';
import { hookReasons } from './hooks/hook-phase.ts';
import { readDeletePolicies } from './hooks/read-delete-policies.ts';
import type { DesiredHook, DesiredObject, KeepStep, Plan, PlanStep, Sighting, SyncDecisions } from './plan.ts';
import { decidePrune, holdOverBudget } from './prune-steps.ts';

export interface PlanInput {
  /** All objects git wants, each key once. */
  readonly desired: readonly DesiredObject[];
  /** All objects we own, each key once. */
  readonly inventory: readonly InventoryEntry[];
  /** By object key id. */
  readonly sightings: ReadonlyMap<string, Sighting>;
  readonly policy: SyncDecisions;
  /** Those that run this time; a sync that only undoes drift has none. */
  readonly hooks?: readonly DesiredHook[] | undefined;
  /** Object key ids of manifests that say they are not to be synced: what is there of them stays. */
  readonly skipped?: ReadonlySet<string> | undefined;
  /** The Application is going away: nothing is desired any more, whatever `desired` says, and the policy has no say. */
  readonly deleting: boolean;
}

/** A decision together with what its place in the order depends on. */
interface Decision extends Omit<StepTask, 'step'> {
  readonly step: PlanStep;
}

/** Decides everything one sync will do (law 5). The order of the input does not matter. */
export function buildPlan(input: PlanInput): Plan {
  const decisions = [...decideDesired(input), ...decideSurplus(input), ...(input.hooks ?? []).map(decideHook)];
  const kept = decisions.flatMap(({ step }) => (step.action === 'keep' ? [step] : [])).toSorted(compareKept);
  const waves = groupWaves(orderTasks(decisions.flatMap(toTask)));
  return {
    waves: waves.filter(({ phase }) => phase !== 'SyncFail'),
    failureWaves: waves.filter(({ phase }) => phase === 'SyncFail'),
    kept,
    holds: findHolds(kept),
  };
}

function decideHook({ key, manifest, phase }: DesiredHook): Decision {
  const policies = readDeletePolicies(manifest);
  const step = { action: 'hook' as const, key, manifest, phase, policies, reason: hookReasons[phase] };
  return { step, key, phase, wave: waveOf(manifest), manifest };
}

function decideDesired({ desired, inventory, sightings, policy, deleting }: PlanInput): Decision[] {
  if (deleting) return [];
  const entries = new Map(inventory.map((entry) => [objectKeyId(entry), entry]));
  return desired.map((object) => {
    const id = objectKeyId(object.key);
    const step = decideApply({ object, entry: entries.get(id), sighting: sightings.get(id), policy });
    return { step, key: object.key, phase: 'Sync', wave: waveOf(object.manifest), manifest: object.manifest };
  });
}

function decideSurplus(input: PlanInput): Decision[] {
  const decisions = decideEachSurplus(input);
  const held = holdOverBudget(
    decisions.map(({ step }) => step),
    input.policy,
  );
  return decisions.map(({ entry, ...decision }) =>
    held.has(decision.step) ? { ...decision, step: { action: 'keep', entry, reason: 'prune-over-budget' } } : decision,
  );
}

function decideEachSurplus({ desired, inventory, policy, deleting, skipped = new Set() }: PlanInput) {
  const wanted = new Set(deleting ? [] : desired.map(({ key }) => objectKeyId(key)));
  return inventory
    .filter((entry) => !wanted.has(objectKeyId(entry)))
    .map((entry) => ({
      entry,
      pruneLast: !deleting && (policy.pruneLast === true || entry.pruneLast === true),
    }))
    .map(({ entry, pruneLast }) => ({
      entry,
      step: decidePrune({
        entry,
        policy,
        deleting,
        nothingDesired: wanted.size === 0,
        isSkipped: skipped.has(objectKeyId(entry)),
        pruneLast,
      }),
      key: entry,
      phase: 'Sync' as const,
      wave: entry.wave ?? 0,
      pruneLast,
    }));
}

/**
 * Desired objects that need no request keep their place, so that waves do not depend on what happens to be unchanged;
 * surplus ones that are kept have no place.
 */
function toTask({ step, ...task }: Decision): StepTask[] {
  if (step.action !== 'keep') return [{ ...task, step }];
  return task.manifest ? [task] : [];
}

function compareKept(a: KeepStep, b: KeepStep): number {
  return objectKeyId(a.entry) < objectKeyId(b.entry) ? -1 : 1;
}
