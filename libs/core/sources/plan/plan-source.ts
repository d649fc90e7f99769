import { selectFiles } from '../../manifests/select-files.ts';
import { findRefusedFields } from '../../manifests/source/refused-fields.ts';
import { explainSubmodule } from '../../submodules/explain-submodule.ts';
import { cleanSourcePath } from '../../manifests/source/source-path.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import type { ApplicationSource } from '../../resources/application-source.ts';
import { detectSourceKind } from '../detect-kind.ts';
import type { References } from '../helm/find-value-file.ts';
import { planHelm } from '../helm/plan-helm.ts';
import { planKustomize } from '../kustomize/plan-kustomize.ts';
import type { RenderPlan } from './render-plan.ts';
import type { SourceFiles } from './source-files.ts';

export interface SourceToPlan {
  /** With the build environment put in, see {@link expandSource}. */
  readonly source: ApplicationSource;
  /** Among all sources of the Application. */
  readonly position: number;
  readonly application: string;
  /** Of the destination. */
  readonly namespace: string;
  readonly references: References;
}

/**
 * Decides how one source is rendered and what is read for it. The answer counts only when `files` wants nothing more: until then, run
 * it again with what was wanted. Fails with a sentence for what has to be changed in git or in the Application.
 */
export function planSource(wanted: SourceToPlan, files: SourceFiles): Result<RenderPlan, string> {
  const { source, position } = wanted;
  const refused = findRefusedFields(source);
  if (refused !== undefined) return fail(refused);
  const path = cleanSourcePath(source.path);
  if (!path.ok) return path;
  const tree = files.tree(position);
  const module = explainSubmodule(tree, path.value);
  if (module !== undefined) return fail(`source.path ${JSON.stringify(path.value)} ${module}`);
  const kind = detectSourceKind(tree, path.value, source);
  if (!kind.ok) return kind;
  if (kind.value === 'directory') return planDirectory(wanted, files);
  const entry = tree.entry(path.value);
  const shown = JSON.stringify(path.value || '.');
  if (entry === undefined) return fail(`source.path ${shown} does not exist in this commit`);
  if (entry.type !== 'tree') return fail(`source.path ${shown} is no directory`);
  const root = { source: position, path: path.value };
  if (kind.value === 'kustomize') return planKustomize(root, source.kustomize ?? {}, files);
  return planHelm(root, source.helm ?? {}, wanted, files);
}

function planDirectory({ source, position }: SourceToPlan, files: SourceFiles): Result<RenderPlan, string> {
  const selected = selectFiles(files.tree(position), source);
  if (!selected.ok) return selected;
  const { path, treeId } = selected.value;
  return succeed({
    kind: 'directory',
    directory: source.directory ?? {},
    position,
    selected: selected.value,
    parts: [{ source: position, path, id: treeId }],
  });
}
