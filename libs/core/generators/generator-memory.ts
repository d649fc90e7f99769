import type { Result } from '#core/model/result.ts';
import { textKey } from '#core/model/text/text-key.ts';
import { isTextMap } from '#core/templating/values/text-map.ts';
import type { ParameterSet } from './parameters/parameter-set.ts';

/**
 * What the generators of one set gave the last time. A parameter set that comes out equal again is the same object again, so that
 * whatever was made of it can be found by identity. It changes how long an expansion takes, never its answer; it is valid for one
 * spec, and holds on to nothing that the last expansion did not give.
 */
export class GeneratorMemory {
  /** By the scope a generator saw, then by its field. */
  private readonly outputs = new WeakMap<ParameterSet, Map<string, readonly ParameterSet[]>>();
  /** Two sets of a matrix put together. */
  readonly joins = new PairMemory<Result<ParameterSet, string>>();
  /** What a child sees: the parameters around its matrix and those of the children before it. */
  readonly scopes = new PairMemory<ParameterSet>();

  /** `sets` in their order, each replaced by the equal one of the last time. */
  share(field: string, scope: ParameterSet, sets: readonly ParameterSet[]): ParameterSet[] {
    const ofScope = this.outputs.get(scope) ?? new Map<string, readonly ParameterSet[]>();
    this.outputs.set(scope, ofScope);
    const before = ofScope.get(field) ?? [];
    const shared = before.length === 0 ? [...sets] : replaceEqual(before, sets);
    ofScope.set(field, shared);
    return shared;
  }
}

/** Something made of two parameter sets: made once as long as both live. */
class PairMemory<T> {
  private readonly made = new WeakMap<ParameterSet, WeakMap<ParameterSet, T>>();

  of(first: ParameterSet, second: ParameterSet, make: () => T): T {
    const ofFirst = this.made.get(first) ?? new WeakMap<ParameterSet, T>();
    this.made.set(first, ofFirst);
    const known = ofFirst.get(second);
    if (known !== undefined) return known;
    const value = make();
    ofFirst.set(second, value);
    return value;
  }
}

/** Looks at the same place first: mostly nothing moved. */
function replaceEqual(before: readonly ParameterSet[], sets: readonly ParameterSet[]): ParameterSet[] {
  const known = new Set(before);
  let byText: Map<string, ParameterSet> | undefined;
  return sets.map((set, index) => {
    if (known.has(set)) return set;
    const atSamePlace = before[index];
    if (atSamePlace !== undefined && isSame(atSamePlace, set)) return atSamePlace;
    byText ??= new Map(before.map((each) => [textKey(each), each]));
    const elsewhere = byText.get(textKey(set));
    return elsewhere !== undefined && isSame(elsewhere, set) ? elsewhere : set;
  });
}

/** Equal in everything a template can see: also the order of keys and whether an object is a map of texts. */
function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right) || isTextMap(left) !== isTextMap(right)) return false;
  const ofLeft = Object.entries(left);
  const ofRight = Object.entries(right);
  return (
    ofLeft.length === ofRight.length &&
    ofLeft.every(([key, value], index) => key === ofRight[index]?.[0] && isSame(value, ofRight[index]?.[1]))
  );
}
