import { objectKeyOf } from '#core/model/manifest.ts';
import { describeObjectKey, objectKeyId } from '#core/model/object-key.ts';
import { formatPlace, type ManifestProblem, type PlacedManifest } from './placed-manifest.ts';

/**
 * Finds objects that are written more than once: which of the two is meant, only their author knows. Expects settled
 * namespaces. A problem stands at the later place and names the first.
 */
export function rejectDuplicates(manifests: readonly PlacedManifest[]): ManifestProblem[] {
  const seen = new Map<string, PlacedManifest>();
  const problems: ManifestProblem[] = [];
  for (const placed of manifests) {
    const key = objectKeyOf(placed.manifest);
    const first = seen.get(objectKeyId(key));
    if (first === undefined) seen.set(objectKeyId(key), placed);
    else {
      const message = `${describeObjectKey(key)} is already written at ${formatPlace(first)}: remove one of them`;
      problems.push({ file: placed.file, line: placed.line, message });
    }
  }
  return problems;
}
