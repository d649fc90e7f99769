import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { HookRecord } from '#core/plan/hooks/hook-record.ts';
import type { Plan, Wave } from '#core/plan/plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { StepResult } from '#core/status/operation/step-result.ts';
import type { TenantHealth } from '../../health/tenant-health.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import { executeWave, type WaveSite } from './execute-wave.ts';
import { deleteHooks } from './hooks/delete-hooks.ts';
import { HookBook, type HookState, NO_HOOKS } from './hooks/hook-book.ts';
import type { StepOwner } from './own-uid.ts';
import { blockerOf } from './spoke-blocker.ts';
import { waitForWave } from './wait-for-wave.ts';
import { describeStaying, waitUntilGone } from './wait-until-gone.ts';
import { membersBefore } from './wave-members.ts';

export interface Execution {
  readonly results: readonly StepResult[];
  /** Why later waves were not started, when it is not a failed step. */
  readonly waiting?: Blocker | undefined;
  /** What is left of hooks, of this run and of earlier ones. */
  readonly hooks: readonly HookRecord[];
}

export interface ExecutionPorts {
  readonly clock: Clock;
  readonly health: TenantHealth;
}

/**
 * Obeys a plan: wave by wave, group by group, the steps of a group at once (the spoke limits its requests in flight). A failed
 * step does not stop the others of its wave, but the waves after it. Before a later wave starts, the objects of the
 * earlier ones have to be healthy, those that needed nothing included, and the hooks among them ended.
 * When `newer` aborts, waits end, and the plan with them.
 * A failure that needs somebody to act starts the hooks for it; one that passes by itself does not, and the same run goes on later.
 */
export async function executePlan(
  plan: Plan,
  spoke: TenantSpoke,
  owner: StepOwner,
  { clock, health }: ExecutionPorts,
  signal: AbortSignal,
  hooks: HookState = NO_HOOKS,
  newer: AbortSignal = new AbortController().signal,
): Promise<Execution> {
  const book = new HookBook(hooks);
  const site: WaveSite = { spoke, owner, clock, health, signal, newer, book };
  const executed = await executeWaves(plan, site);
  const end = endOf(executed, signal);
  const afterwards = end === 'failed' ? await executeFailureWaves(plan.failureWaves, site) : [];
  const undeleted =
    end === 'open' ? [] : await deleteHooks(end === 'failed' ? 'HookFailed' : 'HookSucceeded', plan, book, site);
  return { ...executed, results: [...executed.results, ...afterwards, ...undeleted], hooks: book.list() };
}

type Executed = Omit<Execution, 'hooks'>;

async function executeWaves(plan: Plan, site: WaveSite): Promise<Executed> {
  const { owner, health } = site;
  const results: StepResult[] = [];
  const healthy = new Set<string>();
  for (const wave of plan.waves) {
    if (site.signal.aborted) break;
    const staying = wave.phase === 'PostDelete' ? await waitForPrunes(results, site) : undefined;
    if (staying !== undefined) return { results, waiting: staying };
    const members = membersBefore(wave, plan).filter(
      ({ key }) => health.hasHealth(owner.tenant, key) && !healthy.has(objectKeyId(key)),
    );
    const waiting = await waitForWave(members, site);
    if (waiting !== undefined) return { results, waiting };
    for (const { key } of members) healthy.add(objectKeyId(key));
    const ofWave = await executeWave(wave, site);
    results.push(...ofWave.results);
    if (ofWave.waiting !== undefined) return { results, waiting: ofWave.waiting };
    if (ofWave.results.some(({ outcome }) => outcome === 'failed')) break;
  }
  return { results };
}

/** The hooks after a deletion run when the objects are really gone. */
async function waitForPrunes(
  results: readonly StepResult[],
  { spoke, clock, signal }: WaveSite,
): Promise<Blocker | undefined> {
  const pruned = results.flatMap(({ step, outcome }) =>
    step.action === 'prune' && outcome === 'pruned' && step.uid !== undefined ? [{ ...step, uid: step.uid }] : [],
  );
  const departure = await waitUntilGone(pruned, spoke, clock, signal);
  if (departure.kind === 'gone') return undefined;
  if (departure.kind === 'unseen') return blockerOf(departure.failure);
  const message = `The PostDelete hooks wait until these are gone: ${describeStaying(departure.objects)}. If one stays, whoever set its finalizers has to take them off.`;
  return { reason: 'DeletionPending', message, retry: 'soon' };
}

/** `open`: the same run goes on with the next attempt. */
function endOf({ results, waiting }: Executed, signal: AbortSignal): 'succeeded' | 'failed' | 'open' {
  const blockers = results.flatMap((result) => (result.outcome === 'failed' ? [result.blocker] : []));
  if (waiting !== undefined) blockers.push(waiting);
  if (signal.aborted) return 'open';
  if (blockers.length === 0) return 'succeeded';
  return blockers.some(({ retry }) => retry !== 'soon') ? 'failed' : 'open';
}

/** The hooks for a failure run one wave after the other; what becomes of one does not stop the next. */
async function executeFailureWaves(waves: readonly Wave[], site: WaveSite): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const wave of waves) results.push(...(await executeWave(wave, site)).results);
  return results;
}
