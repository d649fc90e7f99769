import { fieldBelow } from '#core/model/text/field-text.ts';
import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { ListGenerator } from '#core/resources/generators/leaf-generators.ts';
import { floatNumbers } from '#core/templating/values/float-numbers.ts';
import { parseYaml11 } from '#core/yaml/parse-yaml11.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../generator-context.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';

/**
 * The elements as they are written, in their order, then those of the text `elementsYaml`. Without `goTemplate` every value of
 * `elements` is text, and an object `values` of texts becomes `values.<key>`; anything else is refused. What `elementsYaml`
 * holds is taken as it is (Argo CD's rule).
 */
export function generateFromList(options: ListGenerator, context: GeneratorContext): GeneratorOutcome {
  const elements = context.goTemplate ? succeed(options.elements.map(asFloats)) : flatElements(options, context);
  if (!elements.ok || options.elementsYaml === undefined) return elements;
  const others = readElements(options.elementsYaml);
  if (!others.ok) return invalidGenerator(`${context.field}.elementsYaml`, others.failure);
  return succeed([...elements.value, ...others.value]);
}

function asFloats(element: JsonObject): JsonObject {
  const converted = floatNumbers(element);
  return isJsonObject(converted) ? converted : element;
}

function flatElements({ elements }: ListGenerator, context: GeneratorContext): GeneratorOutcome {
  const sets: ParameterSet[] = [];
  for (const [index, element] of elements.entries()) {
    const entries = flatEntries(element);
    const wrong = entries.find(([, value]) => typeof value !== 'string');
    if (wrong) {
      const message = `without goTemplate an element of a list holds text only; write "${wrong[0]}" in quotes or set spec.goTemplate: true`;
      return invalidGenerator(fieldBelow(context.field, ['elements', index, wrong[0]]), message);
    }
    sets.push(Object.fromEntries(entries));
  }
  return succeed(sets);
}

function flatEntries(element: JsonObject) {
  return Object.entries(element).flatMap(([key, value]) =>
    key === 'values' && isJsonObject(value)
      ? Object.entries(value).map(([name, text]) => [`values.${name}`, text] as const)
      : [[key, value] as const],
  );
}

function readElements(text: string): Result<JsonObject[], string> {
  const parsed = parseYaml11(text);
  if (!parsed.ok) return fail(`not YAML or JSON: ${parsed.failure}`);
  const value = floatNumbers(parsed.value) ?? [];
  if (!Array.isArray(value)) return fail('write a list of objects');
  const objects = value.map((item) => item ?? {}).filter(isJsonObject);
  return objects.length === value.length ? succeed(objects) : fail('every item of the list has to be an object');
}
