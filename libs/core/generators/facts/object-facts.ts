import type { JsonObject } from '#core/model/json.ts';

/** Asks for all objects of one kind in the namespace where the set's objects lie. */
export interface DecisionResourcesRequest {
  /** `placement.example.com/v1`. */
  readonly apiVersion: string;
  /** The plural of the kind in lower case: `placements`. */
  readonly resource: string;
}

/** An object as the API server gives it; generators read `metadata` and `status`. */
export type DecisionResource = JsonObject;

/** Asks the plugin behind a ConfigMap of the set's namespace. The answerer adds the name of the set. */
export interface PluginRequest {
  readonly configMap: string;
  /** `input.parameters` of the generator, placeholders filled in. */
  readonly parameters: JsonObject;
}
