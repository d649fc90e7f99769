import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import type { PluginGenerator } from '#core/resources/generators/leaf-generators.ts';
import { floatNumbers } from '#core/templating/values/float-numbers.ts';
import { asRawJsonMap } from '#core/templating/values/raw-json.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../generator-context.ts';
import { DEEPEST_ANSWER, isNestedDeeper } from '../facts/nesting.ts';
import { appendValues } from '../parameters/append-values.ts';
import { flattenParameters } from '../parameters/flatten-parameters.ts';

/**
 * One parameter set for each that the plugin answers, in its order, flattened to texts without `goTemplate`. What was asked is
 * there too, as `generator.input.parameters`; that and `values` win over keys of the answer.
 */
export function generateFromPlugin(options: PluginGenerator, context: GeneratorContext): GeneratorOutcome {
  const { name } = options.configMapRef;
  const configMap = context.facts.configMap(name);
  if (!configMap.complete) return factsIncomplete(context.field, configMap.message);
  if (!configMap.value) return invalidGenerator(`${context.field}.configMapRef`, `there is no ConfigMap ${name}`);
  const asked = options.input?.parameters ?? {};
  const answer = context.facts.pluginParameters({ configMap: name, parameters: asked });
  if (!answer.complete) return factsIncomplete(context.field, answer.message);
  const generator = { input: { parameters: asRawJsonMap(asked) } };
  if (answer.value.some((object) => isNestedDeeper(object, DEEPEST_ANSWER))) {
    const message = `the plugin answers with data of more than ${DEEPEST_ANSWER} levels of lists and maps; make it flatter`;
    return invalidGenerator(context.field, message);
  }
  const sets = answer.value.map((object) => ({ ...answered(object, context.goTemplate), generator }));
  return appendValues(sets, options.values, context);
}

function answered(object: JsonObject, goTemplate: boolean): JsonObject {
  const floats = floatNumbers(object);
  if (!isJsonObject(floats)) return {};
  return goTemplate ? floats : flattenParameters(floats);
}
