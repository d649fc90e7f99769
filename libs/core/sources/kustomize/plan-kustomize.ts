import { canonicalJson } from '../../model/canonical-json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import type { KustomizeOptions } from '../../resources/application-source.ts';
import { resolveIn } from '../plan/relative-path.ts';
import type { KustomizePlan } from '../plan/render-plan.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';
import { findParts } from '../plan/source-parts.ts';
import { editKustomization } from './edit-kustomization.ts';
import { traceKustomization } from './trace-kustomization.ts';

/** Plans `kustomize build` of a directory, with the Application's own changes worked into its kustomization. */
export function planKustomize(
  root: SourceFile,
  options: KustomizeOptions,
  files: SourceFiles,
): Result<KustomizePlan, string> {
  const components = findComponents(root, options, files);
  if (!components.ok) return components;
  const traced = traceKustomization(root, components.value, files);
  if (!traced.ok) return traced;
  const { top, directories } = traced.value;
  const edited = editKustomization(top.fields, options, components.value);
  if (!edited.ok) return edited;
  const parts = findParts(
    directories.map((path) => ({ source: root.source, path })),
    files,
  );
  if (!parts.ok) return parts;
  const isChanged = canonicalJson(edited.value) !== canonicalJson(top.fields);
  const added = isChanged ? [{ ...top.file, text: canonicalJson(edited.value) }] : [];
  return succeed({ kind: 'kustomize', root, parts: parts.value, added });
}

/** The components that the Application adds. One that does not exist is an error, unless missing ones are to be passed over. */
function findComponents(
  { source, path }: SourceFile,
  { components = [], ignoreMissingComponents }: KustomizeOptions,
  files: SourceFiles,
): Result<string[], string> {
  const exists = (written: string) => {
    const component = resolveIn(path, written);
    return component !== undefined && files.typeOf({ source, path: component }) === 'directory';
  };
  const missing = components.find((written) => !exists(written));
  if (missing === undefined || ignoreMissingComponents === true) return succeed(components.filter(exists));
  return fail(
    `kustomize.components: ${JSON.stringify(missing)} is no directory of the repository: correct it, or set ignoreMissingComponents`,
  );
}
