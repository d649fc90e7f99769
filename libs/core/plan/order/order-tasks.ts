import { phaseRank } from '../hooks/hook-phase.ts';
import { kindRank } from './kind-order.ts';
import { putBeforeDependents } from './put-before-dependents.ts';
import type { PlacedTask, SyncTask } from './sync-task.ts';

/**
 * Argo CD's order of a sync: phase, wave, kind, name; then namespace, group and kind, so that the same input in any order gives
 * the same output. Removals take the waves of their own backwards: what came first goes last; those with `pruneLast` follow
 * everything else of the phase Sync. Namespaces and CustomResourceDefinitions are put before the first object that needs
 * them, whatever their own phase and wave.
 */
export function orderTasks<T extends SyncTask>(tasks: readonly T[]): PlacedTask<T>[] {
  const placed = putPruneLast([...placeApplies(tasks), ...placeRemovals(tasks)]);
  return putBeforeDependents(placed.toSorted(compareTasks));
}

function placeApplies<T extends SyncTask>(tasks: readonly T[]): PlacedTask<T>[] {
  return tasks.filter(({ manifest }) => manifest).map((task) => ({ task, phase: task.phase, wave: task.wave }));
}

function placeRemovals<T extends SyncTask>(tasks: readonly T[]): PlacedTask<T>[] {
  const removals = tasks.filter(({ manifest }) => !manifest);
  const waves = [...new Set(removals.map(({ wave }) => wave))].toSorted((a, b) => a - b);
  const mirrored = new Map(waves.map((wave, index) => [wave, waves.at(-1 - index) ?? wave]));
  return removals.map((task) => ({ task, phase: task.phase, wave: mirrored.get(task.wave) ?? task.wave }));
}

/** The wave after the last one of the phase Sync, which is at least 1; the removals that move there count for it too. */
function putPruneLast<T extends SyncTask>(placed: readonly PlacedTask<T>[]): PlacedTask<T>[] {
  const waves = placed.filter(({ phase }) => phase === 'Sync').map(({ wave }) => wave);
  const last = waves.reduce((highest, wave) => Math.max(highest, wave), 0) + 1;
  return placed.map((member) => (member.task.pruneLast ? { ...member, wave: last } : member));
}

function compareTasks(a: PlacedTask<SyncTask>, b: PlacedTask<SyncTask>): number {
  const [one, other] = [a.task.key, b.task.key];
  return (
    phaseRank(a.phase) - phaseRank(b.phase) ||
    a.wave - b.wave ||
    kindRank(one.kind) - kindRank(other.kind) ||
    compareText(one.name, other.name) ||
    compareText(one.namespace, other.namespace) ||
    compareText(one.group, other.group) ||
    compareText(one.kind, other.kind)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
