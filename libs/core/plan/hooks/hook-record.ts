import { parseApiVersion } from '#core/model/objects/manifest.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { HookStep, Plan } from '../plan.ts';
import type { HookPhase } from './hook-phase.ts';

/**
 * One hook's object as an Application remembers it: the only licence to delete it (law 7). Hooks are apart from the inventory, because
 * nobody watches them: they run once, and what becomes of them later is no drift. Without `uid` it is an intent, stored before the
 * object was created.
 */
export interface HookRecord extends ObjectKey {
  readonly version: string;
  readonly phase: HookPhase;
  /** As {@link formatHookRun} has it. */
  readonly run: string;
  readonly uid?: string | undefined;
  /** How it ended; absent while it has not. */
  readonly outcome?: 'Succeeded' | 'Failed' | undefined;
}

/** Names a hook's place in an Application: one object may be a hook of several phases. */
export function hookId({ phase, group, kind, namespace, name }: ObjectKey & { readonly phase: HookPhase }): string {
  return [phase, group, kind, namespace, name].join('/');
}

/** The hooks of a plan, those for a failure last. */
export function hookSteps({ waves, failureWaves }: Plan): HookStep[] {
  const steps = [...waves, ...failureWaves].flatMap(({ groups }) => groups.flat());
  return steps.filter((step) => step.action === 'hook');
}

/** What to remember of a hook before its object is created. */
export function intentOf({ key, manifest, phase }: HookStep, run: string): HookRecord {
  return { ...key, version: parseApiVersion(manifest.apiVersion).version, phase, run };
}
