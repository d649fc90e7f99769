import type { JsonObject } from '#core/model/json.ts';
import type { GeneratorTemplate } from '#core/resources/generators/generator-fields.ts';

/**
 * The parameters of one future Application. Without `goTemplate` the keys are flat (`path.basename`, `metadata.labels.env`),
 * with it they nest (`path.basename` is `{path: {basename}}`).
 */
export type ParameterSet = JsonObject;

export const NO_PARAMETERS: ParameterSet = Object.freeze({});

/** A parameter set and the place in the document it came from. */
export interface GeneratedParameters {
  readonly parameters: ParameterSet;
  /** What the top-level generator changes in the set's template. */
  readonly template?: GeneratorTemplate;
  /** Index of the top-level generator. */
  readonly generator: number;
  /** For messages: `generators[1], parameter set 3`. Counted from 1 in the stable order of generation. */
  readonly origin: string;
}
