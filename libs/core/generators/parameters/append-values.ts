import { fieldBelow } from '#core/model/text/field-text.ts';
import { succeed } from '#core/model/result.ts';
import { asTextMap } from '#core/templating/values/text-map.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../generator-context.ts';
import type { ParameterSet } from './parameter-set.ts';

/**
 * Adds a generator's `values` to each of its parameter sets: `values.<key>` flat, or a map `values` with `goTemplate`, which
 * replaces any `values` the generator gave. Each value is a template over the generator's own parameters and those around it,
 * never over other values, so that they cannot multiply each other.
 */
export function appendValues(
  sets: readonly ParameterSet[],
  values: Readonly<Record<string, string>> | undefined,
  context: GeneratorContext,
): GeneratorOutcome {
  if (!values || Object.keys(values).length === 0) return succeed([...sets]);
  const appended: ParameterSet[] = [];
  for (const parameters of sets) {
    const rendered: [string, string][] = [];
    for (const [key, template] of Object.entries(values)) {
      const value = context.engine.render(template, { ...context.scope, ...parameters });
      if (!value.ok) return invalidGenerator(fieldBelow(context.field, ['values', key]), value.failure);
      rendered.push([key, value.value]);
    }
    appended.push(addValues(parameters, Object.fromEntries(rendered), context.goTemplate));
  }
  return succeed(appended);
}

/** Adds values as they are. None leave the set as it is. */
export function addValues(
  parameters: ParameterSet,
  values: Readonly<Record<string, string>>,
  goTemplate: boolean,
): ParameterSet {
  const entries = Object.entries(values);
  if (entries.length === 0) return parameters;
  if (goTemplate) return { ...parameters, values: asTextMap(values) };
  return { ...parameters, ...Object.fromEntries(entries.map(([key, value]) => [`values.${key}`, value])) };
}
