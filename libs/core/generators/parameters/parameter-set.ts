import type { JsonObject } from '#core/model/json.ts';

/**
 * The parameters of one future Application. Without `goTemplate` the keys are flat (`path.basename`, `metadata.labels.env`),
 * with it they nest (`path.basename` is `{path: {basename}}`).
 */
export type ParameterSet = JsonObject;

/** A parameter set and the place in the document it came from. */
export interface GeneratedParameters {
  readonly parameters: ParameterSet;
  /** Index of the top-level generator. */
  readonly generator: number;
  /** For messages: `generators[1], parameter set 3`. Counted from 1 in the stable order of generation. */
  readonly origin: string;
}
