import type { HookStep, Wave, WaveStep } from '#core/plan/plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { StepResult } from '#core/status/operation/step-result.ts';
import { executeStep } from './execute-step.ts';
import { interruptionOf } from '../operation/interruption.ts';
import type { HookBook } from './hooks/hook-book.ts';
import { type HookSite, startHook } from './hooks/start-hook.ts';
import { waitForHooks } from './hooks/wait-for-hooks.ts';
import { waitForWave, type WaveMember } from './wait-for-wave.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../../loops/map-at-once.ts';

/** Where and for whom a wave is executed, and what is known of its hooks. */
export interface WaveSite extends HookSite {
  readonly book: HookBook;
}

export interface ExecutedWave {
  readonly results: readonly StepResult[];
  /** Why it is not through, when it is not a failed step. */
  readonly waiting?: Blocker | undefined;
}

/** Executes a wave's groups one after the other, then waits until its hooks have ended. */
export async function executeWave(wave: Wave, site: WaveSite): Promise<ExecutedWave> {
  const { signal } = site;
  const results: StepResult[] = [];
  for (const group of wave.groups) {
    if (signal.aborted) return { results };
    const ofGroup = (await mapAtOnce(group, OBJECTS_AT_ONCE, (step) => execute(step, site))).flat();
    results.push(...(signal.aborted ? ofGroup.map((result) => excuseCalledOff(result, signal)) : ofGroup));
    const waiting = signal.aborted ? undefined : await waitForWave(newDefinitions(ofGroup), site);
    if (waiting !== undefined) return { results, waiting };
  }
  const ends = await endHooks(wave, site);
  return { results: [...results, ...ends.results], waiting: ends.waiting };
}

/** The result of a step; a hook that was started has none yet. */
async function execute(step: WaveStep, site: WaveSite): Promise<StepResult[]> {
  const { book } = site;
  if (step.action !== 'hook') return [await executeStep(step, site)];
  if (book.find(step)?.uid !== undefined) return [];
  const started = await startHook(step, site);
  if (!started.ok) return [{ step, outcome: 'failed', blocker: started.failure }];
  book.start(step, started.value);
  return [];
}

/** Waits for the hooks that were started and have not ended; one that succeeded earlier in this run is not looked at again. */
async function endHooks({ groups }: Wave, site: WaveSite): Promise<ExecutedWave> {
  const { book, signal } = site;
  const started = groups.flat().filter((step): step is HookStep => step.action === 'hook' && isStarted(step, book));
  const open = started.filter((step) => book.find(step)?.outcome === undefined);
  const done = started.filter((step) => book.find(step)?.outcome === 'Succeeded');
  const { ended, waiting } = await waitForHooks(open, site);
  const results = ended.map(({ step, failure }): StepResult => {
    book.end(step, failure === undefined ? 'Succeeded' : 'Failed');
    return failure === undefined ? { step, outcome: 'completed' } : { step, outcome: 'failed', blocker: failure };
  });
  const earlier = done.map((step): StepResult => ({ step, outcome: 'completed' }));
  return { results: [...earlier, ...results], waiting: signal.aborted && waiting ? interruptionOf(signal) : waiting };
}

function isStarted(step: HookStep, book: HookBook): boolean {
  return book.find(step)?.uid !== undefined;
}

/** A request that was called off says nothing about the cluster. It may have arrived all the same: the step counts as failed. */
function excuseCalledOff(result: StepResult, signal: AbortSignal): StepResult {
  return result.outcome === 'failed' ? { ...result, blocker: interruptionOf(signal) } : result;
}

/** A kind can be used only after its definition is established: the groups that follow may hold objects of it. */
function newDefinitions(results: readonly StepResult[]): WaveMember[] {
  return results.flatMap((result) => {
    const isDefinition = result.outcome === 'created' && result.step.key.kind === 'CustomResourceDefinition';
    return isDefinition ? [{ key: result.step.key, version: result.entry.version }] : [];
  });
}
