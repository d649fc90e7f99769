import { findHookMistake, readHook } from '#core/plan/hooks/read-hook.ts';
import type { PlacedManifest } from './placed-manifest.ts';

/**
 * Leaves out hooks that Argo CD never runs, such as the tests of a chart: they are no part of what is wanted. One whose own annotation
 * holds a mistake stays, to be refused with the others.
 */
export function withoutIdleHooks(manifests: readonly PlacedManifest[]): PlacedManifest[] {
  return manifests.filter(({ manifest }) => {
    const role = readHook(manifest);
    return role.kind !== 'hook' || role.phases.length > 0 || findHookMistake(manifest) !== undefined;
  });
}
