import { fail, type Result, succeed } from '#core/model/result.ts';
import { type Destination, normalizeManifest } from './normalize.ts';
import type { ManifestProblem, PlacedManifest } from './placed-manifest.ts';
import { preferLaterSources, rejectDuplicates } from './reject-duplicates.ts';
import { withoutIdleHooks } from './without-idle-hooks.ts';

/**
 * Turns what a repository says into what one Application wants on its cluster: namespaces settled, server-set fields gone,
 * each object once (a later source's where several have it), hooks among them. In the order of the input; fails with every problem, never with a part of the objects.
 */
export function settleManifests(
  manifests: readonly PlacedManifest[],
  destination: Destination,
): Result<readonly PlacedManifest[], readonly ManifestProblem[]> {
  const settled: PlacedManifest[] = [];
  const problems: ManifestProblem[] = [];
  for (const placed of withoutIdleHooks(manifests)) {
    const normalized = normalizeManifest(placed, destination);
    if (normalized.ok) settled.push(normalized.value);
    else problems.push(normalized.failure);
  }
  problems.push(...rejectDuplicates(settled));
  return problems.length === 0 ? succeed(preferLaterSources(settled)) : fail(problems);
}
