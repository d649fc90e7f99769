import { type LabelSelector, selectorMatches } from '#core/model/objects/label-selector.ts';
import { flattenForSelector } from './flatten-parameters.ts';
import type { ParameterSet } from './parameter-set.ts';

/**
 * Keeps the sets that the selector of a generator matches. Parameters are seen flat (`values.env`, `path.basename`) and as
 * text of any form, URLs too; a list of texts is seen as Go prints it (`[a b]`) and item by item (`hosts.0`).
 */
export function selectParameters(sets: readonly ParameterSet[], selector: LabelSelector): ParameterSet[] {
  return sets.filter((parameters) => selectorMatches(selector, flattenForSelector(parameters)));
}
