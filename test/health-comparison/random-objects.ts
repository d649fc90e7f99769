import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '#core/model/json.ts';
import type { ArgoCheck } from './argo-checks.ts';
import { type Edit, edited, type Path, pathsIn, valueAt } from './edits.ts';

const MOST_EDITS = 4;
/** Which parts of an object health can depend on. */
const PARTS: readonly Path[] = [
  ['spec'],
  ['status'],
  ['metadata', 'generation'],
  ['metadata', 'annotations'],
  ['metadata', 'labels'],
];
const ANY: readonly JsonValue[] = ['True', 'False', 'Unknown', '', 0, 1, 2, 3, true, false];

/** A place of an object, and what is seen there. */
interface Place {
  readonly path: Path;
  readonly values: readonly JsonValue[];
}

/**
 * Objects of a check's kinds: one of its examples, with up to four changes. What is put in was seen at this place in some example, or is a
 * word of the script where texts were seen: no field changes its type. They shrink to fewer changes.
 */
export function randomObjects({ script, examples }: ArgoCheck): fc.Arbitrary<JsonObject> {
  const words = [...script.matchAll(/"([^"\n]{0,40})"|'([^'\n]{0,40})'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  const seen = placesOf(examples, words);
  const known = new Set(seen.map(({ path }) => alike(path)));
  const places = [...seen, ...placesIn(script, words).filter(({ path }) => !known.has(alike(path)))];
  const edit = fc.constantFrom(...places).chain(
    ({ path, values }): fc.Arbitrary<Edit> =>
      fc.record({
        path: fc.constant(path),
        value: fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 }),
      }),
  );
  const edits = fc.array(edit, { maxLength: MOST_EDITS });
  return fc.tuple(fc.constantFrom(...examples), edits).map(([example, changes]) => edited(example, changes));
}

function placesOf(examples: readonly JsonObject[], words: readonly string[]): Place[] {
  const paths = new Map<string, Path>();
  const values = new Map<string, JsonValue[]>();
  for (const example of examples) {
    for (const path of pathsIn(example).filter(isTelling)) {
      paths.set(JSON.stringify(path), path);
      const value = valueAt(example, path);
      if (value !== undefined) values.set(alike(path), [...(values.get(alike(path)) ?? []), value]);
    }
  }
  return [...paths.values()].map((path) => ({ path, values: withWords(values.get(alike(path)) ?? [], words) }));
}

function isTelling(path: Path): boolean {
  return PARTS.some((part) => part.every((step, index) => path[index] === step));
}

/** Members of a list are alike, wherever they stand. */
function alike(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('\0');
}

function withWords(values: readonly JsonValue[], words: readonly string[]): JsonValue[] {
  if (values.some((value) => Array.isArray(value))) return [...values, []];
  return values.some((value) => typeof value === 'string') ? [...values, ...words] : [...values];
}

/** What the script reads, whether or not an example has it. */
function placesIn(script: string, words: readonly string[]): Place[] {
  const chains = [...script.matchAll(/\bobj((?:\.\w+)+)/g)].map(([, chain = '']) => chain.slice(1).split('.'));
  return chains
    .filter((path) => path.length > 1 && isTelling(path))
    .map((path) => ({ path, values: [...ANY, ...words] }));
}
