import type { JsonValue } from '#core/model/json.ts';

/** One step of a path into JSON. `index` counts from the end when negative. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'each'; readonly conditions: readonly PathCondition[] };

/** What an element must satisfy: the value at `fields` is, or is not, the given one. A missing value counts as null. */
export interface PathCondition {
  readonly fields: readonly string[];
  readonly isEqual: boolean;
  readonly value: JsonValue;
}

/** A place, or several places, in JSON; at least one step. */
export type JsonPath = readonly [PathStep, ...PathStep[]];
