import { canonicalJson } from '#core/model/canonical-json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { MergeGenerator } from '#core/resources/application-set.ts';
import { type GeneratorContext, type GeneratorOutcome, invalidGenerator } from '../../generator-context.ts';
import type { GeneratorFailure } from '../../generator-failure.ts';
import { mergeNested } from '../../parameters/merge-parameters.ts';
import type { ParameterSet } from '../../parameters/parameter-set.ts';
import type { EvaluateChild } from './evaluate-child.ts';

/**
 * The first child's parameter sets in their order, each overlaid by the set of every later child that has equal values for all
 * `mergeKeys`; a later child wins, and its sets that match nothing are dropped. Children do not see each other. A key that a set
 * lacks counts as null; two sets of one child with the same values are a mistake. With `goTemplate` nested objects merge and a
 * merge key is a name at the top, never a path.
 */
export function generateFromMerge(
  { generators, mergeKeys }: MergeGenerator,
  context: GeneratorContext,
  evaluateChild: EvaluateChild,
): GeneratorOutcome {
  if (generators.length < 2) return invalidGenerator(context.field, 'a merge has at least two `generators`');
  if (mergeKeys.length === 0) {
    return invalidGenerator(
      context.field,
      'a merge has at least one of `mergeKeys`: parameters that make sets belong together',
    );
  }
  const children: Map<string, ParameterSet>[] = [];
  const failures: GeneratorFailure[] = [];
  for (const [index, child] of generators.entries()) {
    const field = `${context.field}.generators[${index}]`;
    const sets = evaluateChild(child, { ...context, field });
    const byKey = sets.ok ? indexByKeys(sets.value, mergeKeys, field) : sets;
    if (byKey.ok) children.push(byKey.value);
    else failures.push(...byKey.failure);
  }
  return failures.length > 0 ? fail(failures) : succeed(overlayAll(children, context.goTemplate));
}

function indexByKeys(
  sets: readonly ParameterSet[],
  mergeKeys: readonly string[],
  field: string,
): Result<Map<string, ParameterSet>, GeneratorFailure[]> {
  const byKey = new Map<string, ParameterSet>();
  for (const set of sets) {
    const key = canonicalJson(Object.fromEntries(mergeKeys.map((name) => [name, ownValue(set, name)])));
    if (byKey.has(key)) {
      const message = `two parameter sets have the same values for the merge keys, ${key}; make them different or merge by more keys`;
      return invalidGenerator(field, message);
    }
    byKey.set(key, set);
  }
  return succeed(byKey);
}

function ownValue(set: ParameterSet, name: string) {
  return Object.hasOwn(set, name) ? set[name] : null;
}

function overlayAll(children: readonly Map<string, ParameterSet>[], goTemplate: boolean): ParameterSet[] {
  const [base = new Map<string, ParameterSet>(), ...overlays] = children;
  return [...base].map(([key, set]) =>
    overlays.reduce((merged, overlay) => {
      const over = overlay.get(key) ?? {};
      return goTemplate ? mergeNested(over, merged) : { ...merged, ...over };
    }, set),
  );
}
