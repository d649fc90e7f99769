import { objectKeyOf } from '#core/model/objects/manifest.ts';
import { describeObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';
import { formatPlace, type ManifestProblem, type PlacedManifest } from './placed-manifest.ts';

/**
 * Finds objects that are written more than once in one source: which of the two is meant, only their author knows. Expects settled
 * namespaces. Hooks that get their names when they run cannot collide. A problem stands at the later place and names the first.
 */
export function rejectDuplicates(manifests: readonly PlacedManifest[]): ManifestProblem[] {
  const seen = new Map<string, PlacedManifest>();
  const problems: ManifestProblem[] = [];
  for (const placed of manifests) {
    const key = objectKeyOf(placed.manifest);
    if (key.name === '') continue;
    const id = `${placed.source ?? 0} ${objectKeyId(key)}`;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, placed);
    else {
      const message = `${describeObjectKey(key)} is already written at ${formatPlace(first)}: remove one of them`;
      problems.push({ file: placed.file, line: placed.line, message });
    }
  }
  return problems;
}

/** Of an object that several sources write, the last source's counts, at the place of the first. Rule: Argo CD's several sources. */
export function preferLaterSources(manifests: readonly PlacedManifest[]): PlacedManifest[] {
  return [...new Map(manifests.map((placed, index) => [idOf(placed, index), placed])).values()];
}

function idOf({ manifest }: PlacedManifest, index: number): string {
  return manifest.metadata.name === '' ? `${index}` : objectKeyId(objectKeyOf(manifest));
}
