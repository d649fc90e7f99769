import type { ApplicationStatus } from '#core/resources/application.ts';
import type { HookRun } from './expand-hook.ts';
import { parseHookRun } from './hook-run.ts';

export interface HookRunQuestion {
  readonly status: ApplicationStatus;
  readonly inputsDigest: string;
  /** Of everything that is rendered, the hooks among it; undefined when there are no hooks to run. */
  readonly hooksDigest: string | undefined;
  readonly revision: string;
  readonly nowMs: number;
}

/**
 * Whether the hooks run this time, and in which run. They run once for what git says: when only drift is undone, or a rule or a
 * label changed and no manifest, they do not. An attempt that waits, or whose worker died, goes on with its run; after one
 * that failed, all hooks run again, as after a retry of Argo CD.
 */
export function decideHookRun(question: HookRunQuestion): HookRun | undefined {
  const { status, inputsDigest, hooksDigest, revision, nowMs } = question;
  if (hooksDigest === undefined || status.sync?.hooksDigest === hooksDigest) return undefined;
  return openRun(status, inputsDigest) ?? newRun(status, revision, nowMs);
}

/** A run of its own, even when the last one failed within the same second. */
export function newRun({ hooks = [] }: ApplicationStatus, revision: string, nowMs: number): HookRun {
  const starts = hooks.map(({ run }) => parseHookRun(run)?.startedAtSeconds ?? 0);
  // Names of objects are made of it: a version may hold a plus, a digest begins with the name of its algorithm.
  const nameable = revision.replace(/^sha256:/, '').replaceAll(/[^A-Za-z0-9.-]/g, '-');
  const startedAtSeconds = Math.max(Math.floor(nowMs / 1000), ...starts.map((start) => start + 1));
  return { revision: nameable, startedAtSeconds };
}

/** The run that the last operation for these inputs began and did not bring to its end. */
export function openRun({ operation }: ApplicationStatus, inputsDigest: string): HookRun | undefined {
  if (operation?.inputsDigest !== inputsDigest || operation.hookRun === undefined) return undefined;
  return operation.phase === 'Running' || operation.phase === 'Waiting' ? parseHookRun(operation.hookRun) : undefined;
}
