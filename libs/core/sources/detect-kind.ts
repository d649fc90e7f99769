import type { SourceTree } from '../manifests/source/source-tree.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { ApplicationSource } from '../resources/application-source.ts';

export type SourceKind = 'directory' | 'helm' | 'kustomize';

/** The names that Kustomize looks for, in its order. */
export const kustomizationNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/**
 * Says what renders a source, as Argo CD does: the block it has (two of them contradict each other), else a Chart.yaml, else a
 * kustomization, else it is a directory of plain files. `path` is cleaned.
 */
export function detectSourceKind(
  tree: SourceTree,
  path: string,
  source: ApplicationSource,
): Result<SourceKind, string> {
  const given = (['directory', 'helm', 'kustomize'] as const).filter((kind) => source[kind] !== undefined);
  const [explicit, second] = given;
  if (explicit !== undefined && second !== undefined)
    return fail(`the source has both ${explicit} and ${second}: leave one of them`);
  if (explicit !== undefined) return succeed(explicit);
  const has = (name: string) => tree.entry(path === '' ? name : `${path}/${name}`) !== undefined;
  if (has('Chart.yaml')) return succeed('helm');
  return succeed(kustomizationNames.some(has) ? 'kustomize' : 'directory');
}
