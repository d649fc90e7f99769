import type { Manifest } from '#core/model/objects/manifest.ts';
import type { HookPhase } from './hook-phase.ts';
import { readHook } from './read-hook.ts';

/** One run of the hooks: it names those whose manifests only have a `generateName`. */
export interface HookRun {
  /** Commit or revision that is synced. */
  readonly revision: string;
  /** When the run began. Unit: whole seconds since 1970. */
  readonly startedAtSeconds: number;
}

/** A hook at one of its moments, with the name it has there. */
export interface HookTask {
  readonly phase: HookPhase;
  readonly manifest: Manifest;
}

/** One task for each phase of a hook, in the order of the phases; none for what is no hook. */
export function expandHook(manifest: Manifest, run: HookRun): HookTask[] {
  const role = readHook(manifest);
  if (role.kind !== 'hook') return [];
  return role.phases.map((phase) => ({ phase, manifest: nameHook(manifest, phase, run) }));
}

/**
 * Fills in the name that Argo CD's engine makes of a `generateName`: the first seven characters of the revision, the phase and
 * the time. It is the same however often the run is looked at, so that no hook is created twice.
 */
function nameHook(manifest: Manifest, phase: HookPhase, { revision, startedAtSeconds }: HookRun): Manifest {
  const { name, generateName, ...metadata } = manifest.metadata;
  if (name || typeof generateName !== 'string') return manifest;
  const revisionPart = revision.length >= 8 ? revision.slice(0, 7) : revision;
  const suffix = `${revisionPart}-${phase}-${startedAtSeconds}`.toLowerCase();
  return { ...manifest, metadata: { ...metadata, name: `${generateName}${suffix}` } };
}
