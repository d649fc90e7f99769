import type { Destination } from '../manifests/normalize.ts';
import { describeProblem, type PlacedManifest } from '../manifests/placed-manifest.ts';
import { settleManifests } from '../manifests/settle-manifests.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Manifest } from '../model/objects/manifest.ts';
import { findHookMistake } from '../plan/hooks/read-hook.ts';
import { readWave } from '../plan/order/read-wave.ts';

/**
 * The objects that a rendering means for one Application, in its order: manifests settled, their sync waves and hooks sound. Fails with every
 * problem, each with file and line. Hooks are among them, and ownership is not marked yet.
 */
export function settleObjects(
  manifests: readonly PlacedManifest[],
  destination: Destination,
): Result<readonly Manifest[], readonly string[]> {
  const settled = settleManifests(manifests, destination);
  if (!settled.ok) return fail(settled.failure.map(describeProblem));
  const mistakes = settled.value.flatMap(findAnnotationMistakes);
  return mistakes.length > 0 ? fail(mistakes) : succeed(settled.value.map(({ manifest }) => manifest));
}

function findAnnotationMistakes({ manifest, file, line }: PlacedManifest): string[] {
  const wave = readWave(manifest);
  const mistakes = [wave.ok ? undefined : wave.failure, findHookMistake(manifest)];
  return mistakes.flatMap((message) => (message === undefined ? [] : [describeProblem({ file, line, message })]));
}
