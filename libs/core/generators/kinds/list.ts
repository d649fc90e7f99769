import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import { succeed } from '#core/model/result.ts';
import type { ListGenerator } from '#core/resources/application-set.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../generator-context.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';

/**
 * The elements as they are written, in their order. Without `goTemplate` every value is text, and an object `values` of texts
 * becomes `values.<key>`; anything else is refused.
 */
export function generateFromList({ elements }: ListGenerator, context: GeneratorContext): GeneratorOutcome {
  if (context.goTemplate) return succeed([...elements]);
  const sets: ParameterSet[] = [];
  for (const [index, element] of elements.entries()) {
    const entries = flatEntries(element);
    const wrong = entries.find(([, value]) => typeof value !== 'string');
    if (wrong) {
      const message = `without goTemplate an element of a list holds text only; write "${wrong[0]}" in quotes or set spec.goTemplate: true`;
      return invalidGenerator(`${context.field}.elements[${index}].${wrong[0]}`, message);
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
