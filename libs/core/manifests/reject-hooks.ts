import { readHook } from '#core/hooks/read-hook.ts';
import type { ManifestProblem, PlacedManifest } from './placed-manifest.ts';

/**
 * Finds objects that are meant to run at a moment of the sync, not to stay. This version does not run hooks, and applying
 * one as an ordinary object would run, say, a database migration at the wrong time.
 */
export function rejectHooks(manifests: readonly PlacedManifest[]): ManifestProblem[] {
  return manifests.flatMap(({ manifest, file, line }) => {
    const hook = readHook(manifest);
    if (hook === undefined || hook.phases.length === 0) return [];
    const object = `${manifest.kind} ${manifest.metadata.name}`;
    return [
      {
        file,
        line,
        message: `${object} is a hook (${hook.annotation}), and this version does not run hooks: remove it from this path`,
      },
    ];
  });
}

/** Leaves out hooks that Argo CD never runs, such as the tests of a chart: they are no part of what is wanted. */
export function withoutIdleHooks(manifests: readonly PlacedManifest[]): PlacedManifest[] {
  return manifests.filter(({ manifest }) => readHook(manifest)?.phases.length !== 0);
}
