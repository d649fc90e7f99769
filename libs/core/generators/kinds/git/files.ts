import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { GitGenerator } from '#core/resources/generators/leaf-generators.ts';
import { floatNumbers } from '#core/templating/values/float-numbers.ts';
import { parseYaml11 } from '#core/yaml/parse-yaml11.ts';
import type { FilePattern, GitFile } from '../../facts/git-facts.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../../generator-context.ts';
import { flattenParameters } from '../../parameters/flatten-parameters.ts';
import type { ParameterSet } from '../../parameters/parameter-set.ts';
import { fileParameters } from './path-parameters.ts';

/**
 * One parameter set for each object in the files that the patterns choose, by path: a file holds one object or a list of them,
 * as YAML 1.1 or JSON; an empty one counts as an empty object. Parameters of the path win over keys of the file. Without
 * `goTemplate` the data is flattened to texts.
 */
export function generateFromFiles(
  { repoURL, revision, pathParamPrefix: prefix = '' }: GitGenerator,
  patterns: readonly FilePattern[],
  context: GeneratorContext,
): GeneratorOutcome {
  const files = context.facts.files({ repoURL, revision, patterns });
  if (!files.complete) return factsIncomplete(context.field, files.message);
  const { goTemplate } = context;
  const sets: ParameterSet[] = [];
  for (const file of files.value.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const objects = readObjects(file);
    if (!objects.ok) return invalidGenerator(context.field, `${file.path} of ${repoURL}: ${objects.failure}`);
    const path = fileParameters(file.path, { prefix, goTemplate });
    sets.push(...objects.value.map((object) => ({ ...(goTemplate ? object : flattenParameters(object)), ...path })));
  }
  return succeed(sets);
}

/** Nulls count as empty objects, alone and in a list. */
function readObjects({ text }: GitFile): Result<JsonObject[], string> {
  const parsed = parseYaml11(text);
  if (!parsed.ok) return fail(`not YAML or JSON: ${parsed.failure}`);
  const value = floatNumbers(parsed.value);
  const items = Array.isArray(value) ? value : [value];
  const objects = items.map((item) => item ?? {}).filter(isJsonObject);
  if (objects.length === items.length) return succeed(objects);
  return fail('parameters are an object or a list of objects; this is something else');
}
