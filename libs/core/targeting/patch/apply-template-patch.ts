import type { FillFailure } from '#core/generators/parameters/fill-strings.ts';
import { fieldText } from '#core/model/text/field-text.ts';
import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { ApplicationTemplate } from '#core/resources/application-set.ts';
import { parseYaml11 } from '#core/yaml/parse-yaml11.ts';
import { applicationType } from '#core/resources/argo-application/application-type.ts';
import { findMisfits } from '#core/resources/argo-application/find-misfits.ts';
import { PatchError } from './patch-error.ts';
import { mergeObject } from './strategic-merge.ts';

/**
 * Lays a rendered `templatePatch` (YAML or JSON) over a filled template, as Argo CD does: by strategic merge, after it was found to fit an
 * Application. A patch that renders to nothing changes nothing. `spec.project` cannot be patched. The failure's path is the place in
 * the patch.
 */
export function applyTemplatePatch(
  filled: ApplicationTemplate,
  patchText: string,
): Result<ApplicationTemplate, FillFailure> {
  const patch = readPatch(patchText);
  if (!patch.ok) return patch;
  const merged = tryMerge({ metadata: withoutUndefined(filled.metadata), spec: filled.spec }, patch.value);
  if (!merged.ok) return merged;
  const { metadata, spec } = merged.value;
  const parsed = ApplicationTemplate.shape.metadata.safeParse(metadata);
  if (!parsed.success) return fail({ path: 'templatePatch.metadata', message: describeMetadata(metadata) });
  return succeed({ metadata: parsed.data, spec: restoreSpec(filled.spec, spec) });
}

function readPatch(text: string): Result<JsonObject, FillFailure> {
  const read = parseYaml11(text);
  if (!read.ok) return fail({ path: 'templatePatch', message: `the rendered patch is not YAML: ${read.failure}` });
  const patch = read.value ?? {};
  if (!isJsonObject(patch)) return fail({ path: 'templatePatch', message: 'the rendered patch is not an object' });
  const misfits = findMisfits(patch, applicationType);
  const [first] = misfits;
  if (first === undefined) return succeed(patch);
  const message = listBriefly([
    first.message,
    ...misfits.slice(1).map((misfit) => `${fieldText(misfit.path)}: ${misfit.message}`),
  ]);
  return fail({ path: placeOf(first.path), message });
}

function tryMerge(filled: JsonObject, patch: JsonObject): Result<JsonObject, FillFailure> {
  try {
    return succeed(mergeObject(filled, patch, applicationType));
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return fail({ path: placeOf(error.path), message: error.message });
  }
}

function placeOf(path: readonly (string | number)[]): string {
  return fieldText(['templatePatch', ...path]);
}

/** What stays when the patch takes away: the destination, which is always there, and the project. */
function restoreSpec(original: JsonObject, patched: JsonValue | undefined): JsonObject {
  const { project, ...spec } = isJsonObject(patched) ? patched : {};
  return {
    destination: {},
    ...spec,
    ...(Object.hasOwn(original, 'project') && original.project !== undefined ? { project: original.project } : {}),
  };
}

function describeMetadata(metadata: JsonValue | undefined): string {
  const name = isJsonObject(metadata) ? metadata.name : undefined;
  if (name === undefined || name === '') return 'the patch takes the name away';
  return `the patch may set ${Object.keys(ApplicationTemplate.shape.metadata.shape).join(', ')}`;
}

function withoutUndefined(metadata: ApplicationTemplate['metadata']): JsonObject {
  return Object.fromEntries(
    Object.entries(metadata).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
