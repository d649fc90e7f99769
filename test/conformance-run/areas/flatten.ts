import { flattenParameters } from '#core/generators/parameters/flatten-parameters.ts';
import type { JsonObject } from '#core/model/json.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface FlattenCase extends LineCase {
  readonly input: JsonObject;
  readonly flat: Readonly<Record<string, string>>;
}

export const runFlattenCases = lineCases<FlattenCase>(({ input, flat }) => difference(flattenParameters(input), flat));
