import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { phaseRank } from '#core/plan/hooks/hook-phase.ts';
import type { Plan, Wave } from '#core/plan/plan.ts';
import type { WaveMember } from './wait-for-wave.ts';

/**
 * What has to be healthy before a wave that applies something or runs a hook. Prunes wait for nobody, unless they go last.
 */
export function membersBefore(wave: Wave, plan: Plan): WaveMember[] {
  if (wave.groups.flat().every((step) => step.action === 'prune' && !step.last)) return [];
  const applied = plan.waves
    .slice(0, plan.waves.indexOf(wave))
    .flatMap(({ groups }) => groups.flat())
    .flatMap((step) =>
      step.action === 'apply' ? [{ key: step.key, version: parseApiVersion(step.manifest.apiVersion).version }] : [],
    );
  const unchanged = plan.kept
    .filter(({ reason, entry }) => reason === 'unchanged' && isBefore(entry, wave))
    .map(({ entry }) => ({ key: entry, version: entry.version }));
  return [...applied, ...unchanged];
}

/** Objects belong to the phase Sync, and within it to the wave of their annotation. */
function isBefore({ wave: own = 0 }: InventoryEntry, { phase, number }: Wave): boolean {
  return phase === 'Sync' ? own < number : phaseRank('Sync') < phaseRank(phase);
}
