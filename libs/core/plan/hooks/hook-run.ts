import type { Manifest } from '#core/model/objects/manifest.ts';
import type { HookRun } from './expand-hook.ts';
import type { HookPhase } from './hook-phase.ts';

/** The annotation by which a hook's object says for which moment of which run it was created. */
export const hookRunAnnotation = 'nabe.dev/hook-run';

/** A run as text: the first characters of the revision, and its start. */
export function formatHookRun({ revision, startedAtSeconds }: HookRun): string {
  return `${revision.slice(0, 7)}-${startedAtSeconds}`;
}

/** Inverse of {@link formatHookRun}; undefined for text of any other form. */
export function parseHookRun(text: string): HookRun | undefined {
  const [, revision, seconds] = /^(.+)-(\d+)$/.exec(text) ?? [];
  return revision === undefined ? undefined : { revision, startedAtSeconds: Number(seconds) };
}

/** The manifest with the mark of its run: an object that carries the same one needs not be created again. */
export function markHookRun(manifest: Manifest, phase: HookPhase, run: HookRun): Manifest {
  const annotations = { ...manifest.metadata.annotations, [hookRunAnnotation]: `${formatHookRun(run)}/${phase}` };
  return { ...manifest, metadata: { ...manifest.metadata, annotations } };
}
