import { kindsWithHealth } from '#core/health/kinds-with-health.ts';
import { objectKeyId, type ObjectKey } from '#core/model/object-key.ts';
import type { Plan, Wave } from '#core/plan/plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { StepResult } from '#core/status/step-result.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { TenantSpoke } from '../../ports/cluster-access.port.ts';
import { executeStep, type StepOwner } from './execute-step.ts';
import { waitForWave, type WaveMember } from './wait-for-wave.ts';

export interface Execution {
  readonly results: readonly StepResult[];
  /** Why later waves were not started, when it is not a failed step. */
  readonly waiting?: Blocker | undefined;
}

/** A worker was told to stop. */
export const INTERRUPTED: Blocker = {
  reason: 'Interrupted',
  message: 'The worker was stopped before every object was as wanted.',
  retry: 'soon',
};

/**
 * Obeys a plan: wave by wave, group by group, the steps of a group at once (the spoke limits its requests in flight). A failed
 * step does not stop the others of its wave, but the waves after it. Before a later wave starts, the objects of the
 * earlier ones have to be healthy, those that needed nothing included.
 */
export async function executePlan(
  plan: Plan,
  spoke: TenantSpoke,
  owner: StepOwner,
  clock: Clock,
  signal: AbortSignal,
): Promise<Execution> {
  const results: StepResult[] = [];
  const healthy = new Set<string>();
  for (const wave of plan.waves) {
    if (signal.aborted) break;
    const members = membersBefore(wave, plan).filter(({ key }) => !healthy.has(objectKeyId(key)));
    const waiting = await waitForWave(members, spoke, clock, signal);
    if (waiting !== undefined) return { results, waiting };
    for (const { key } of members) healthy.add(objectKeyId(key));
    const ofWave = await executeWave(wave, spoke, owner, clock, signal);
    results.push(...ofWave.results);
    if (ofWave.waiting !== undefined) return { results, waiting: ofWave.waiting };
    if (ofWave.results.some(({ outcome }) => outcome === 'failed')) break;
  }
  return { results };
}

async function executeWave(
  wave: Wave,
  spoke: TenantSpoke,
  owner: StepOwner,
  clock: Clock,
  signal: AbortSignal,
): Promise<Execution> {
  const results: StepResult[] = [];
  for (const group of wave.groups) {
    if (signal.aborted) break;
    const ofGroup = await Promise.all(group.map((step) => executeStep(step, spoke, owner, signal)));
    results.push(...(signal.aborted ? ofGroup.map(excuseCalledOff) : ofGroup));
    const waiting = signal.aborted ? undefined : await waitForWave(newDefinitions(ofGroup), spoke, clock, signal);
    if (waiting !== undefined) return { results, waiting };
  }
  return { results };
}

/** A request that was called off says nothing about the cluster. It may have arrived all the same: the step counts as failed. */
function excuseCalledOff(result: StepResult): StepResult {
  return result.outcome === 'failed' ? { ...result, blocker: INTERRUPTED } : result;
}

/** A kind can be used only after its definition is established: the groups that follow may hold objects of it. */
function newDefinitions(results: readonly StepResult[]): WaveMember[] {
  return results.flatMap((result) => {
    const isDefinition = result.outcome === 'created' && result.step.key.kind === 'CustomResourceDefinition';
    return isDefinition ? [{ key: result.step.key, version: result.entry.version }] : [];
  });
}

const healthKinds = new Set(kindsWithHealth.map(({ group, kind }) => `${group}/${kind}`));

/** An object of any other kind is well as soon as it is there: looking at it would cost a request and tell nothing. */
function hasHealth({ group, kind }: ObjectKey): boolean {
  return healthKinds.has(`${group}/${kind}`);
}

/** What has to be healthy before a wave that applies something. Prunes wait for nobody. */
function membersBefore({ number, groups }: Wave, plan: Plan): WaveMember[] {
  if (!groups.flat().some(({ action }) => action === 'apply')) return [];
  const applied = plan.waves
    .filter((wave) => wave.number < number)
    .flatMap((wave) => wave.groups.flat())
    .flatMap((step) =>
      step.action === 'apply' ? [{ key: step.key, version: versionOf(step.manifest.apiVersion) }] : [],
    );
  const unchanged = plan.kept
    .filter(({ reason, entry }) => reason === 'unchanged' && (entry.wave ?? 0) < number)
    .map(({ entry }) => ({ key: entry, version: entry.version }));
  return [...applied, ...unchanged].filter(({ key }) => hasHealth(key));
}

function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}
