import { canonicalJson } from '#core/model/canonical-json.ts';
import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { markOwnership } from '#core/ownership/mark-ownership.ts';
import { expandHook, type HookRun } from '#core/plan/hooks/expand-hook.ts';
import { decideHookRun } from '#core/plan/hooks/decide-hook-run.ts';
import { isDeletionPhase } from '#core/plan/hooks/hook-phase.ts';
import { hookId, hookSteps, intentOf, type HookRecord } from '#core/plan/hooks/hook-record.ts';
import { formatHookRun, markHookRun } from '#core/plan/hooks/hook-run.ts';
import { readHook } from '#core/plan/hooks/read-hook.ts';
import type { DesiredHook, Plan } from '#core/plan/plan.ts';
import type { ApplicationStatus } from '#core/resources/application.ts';
import type { HookReport } from '#core/status/operation/operation-report.ts';
import { fromHookItems } from '#core/status/items/hook-items.ts';
import type { HookState } from '../execution/hooks/hook-book.ts';
import type { StepOwner } from '../execution/own-uid.ts';
import type { PreparedObjects } from '../objects/prepare-objects.ts';

/** What a sync does about the hooks of its Application. */
export interface HookPlan {
  /** Those that run this time. */
  readonly desired: readonly DesiredHook[];
  /** What the executor starts from; undefined when hooks have nothing to do with this sync. */
  readonly state: HookState | undefined;
  readonly digest: string | undefined;
  readonly hasDeletionHooks: boolean;
}

export interface HookQuestion {
  readonly status: ApplicationStatus;
  readonly inputsDigest: string;
  readonly revision: string;
  readonly nowMs: number;
  readonly owner: StepOwner;
  readonly digest: (text: string) => string;
  readonly keyedDigest: (text: string) => string;
}

/** Decides which hooks run, and marks them with their owner and their run. */
export function planHooks({ objects, hooks }: PreparedObjects, question: HookQuestion): HookPlan {
  const { status, owner, digest, keyedDigest } = question;
  const syncHooks = hooks.filter((manifest) => runsIn(manifest, false));
  const wanted = [
    objects.map(({ hash }) => hash).toSorted(),
    syncHooks.map((manifest) => canonicalJson(manifest)).toSorted(),
  ];
  const hooksDigest = syncHooks.length === 0 ? undefined : keyedDigest(canonicalJson(wanted)).slice(0, 16);
  const run = decideHookRun({ ...question, hooksDigest });
  const records = fromHookItems(status.hooks);
  const isSettled = run === undefined && hooksDigest !== undefined;
  return {
    desired:
      run === undefined ? [] : syncHooks.flatMap((manifest) => desiredHooks(manifest, run, owner, digest, false)),
    state: isSettled ? undefined : { run: run === undefined ? '' : formatHookRun(run), records },
    digest: hooksDigest,
    hasDeletionHooks: hooks.some((manifest) => runsIn(manifest, true)),
  };
}

/** One hook at each of its moments of a sync or, with `isDeletion`, of a deletion. */
export function desiredHooks(
  manifest: Manifest,
  run: HookRun,
  owner: StepOwner,
  digest: (text: string) => string,
  isDeletion: boolean,
): DesiredHook[] {
  return expandHook(manifest, run)
    .filter(({ phase }) => isDeletionPhase(phase) === isDeletion)
    .map(({ phase, manifest: named }) => {
      const marked = markOwnership(markHookRun(named, phase, run), { ...owner, digest });
      return { key: objectKeyOf(marked), manifest: marked, phase };
    });
}

/**
 * The state with an intent for each hook of the plan that nothing is known of; the very same one when there is none. What an earlier
 * run left of a hook stays noted until this run creates it anew: it may never come to that.
 */
export function withHookIntents(state: HookState, plan: Plan): HookState {
  const { run, records } = state;
  const known = new Set(records.map(hookId));
  const intents = hookSteps(plan)
    .map((step) => intentOf(step, run))
    .filter((intent) => !known.has(hookId(intent)));
  return intents.length === 0 ? state : { run, records: [...records, ...intents] };
}

/** Whether a status already says all that has to be known of hooks before the first of them is created. */
export function areHooksNoted({ operation }: ApplicationStatus, before: HookState, noted: HookState): boolean {
  return before === noted && (noted.run === '' || noted.run === operation?.hookRun);
}

/** For a sync of chosen objects: no hook runs, and those of the last sync count as they did. */
export function withoutRun({ hasDeletionHooks }: HookPlan, { sync }: ApplicationStatus): HookPlan {
  return { desired: [], state: undefined, digest: sync?.hooksDigest, hasDeletionHooks };
}

/** What a sync has to say about its hooks, with what is left of them. */
export function reportHooks({ state, digest, hasDeletionHooks }: HookPlan, left: readonly HookRecord[]): HookReport {
  const records = state === undefined ? undefined : left;
  return { records, run: state?.run || undefined, digest, hasDeletionHooks };
}

function runsIn(manifest: Manifest, isDeletion: boolean): boolean {
  const role = readHook(manifest);
  return role.kind === 'hook' && role.phases.some((phase) => isDeletionPhase(phase) === isDeletion);
}
