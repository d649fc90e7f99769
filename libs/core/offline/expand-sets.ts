import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { readAppSets } from '#core/appset-files/read-app-sets.ts';
import type { ReadAppSet } from '#core/appset-files/read-document.ts';
import type { Facts } from '#core/generators/facts.ts';
import { generate } from '#core/generators/generate.ts';
import type { GeneratedParameters } from '#core/generators/parameters/parameter-set.ts';
import type { TemplateEngines } from '#core/generators/template-engine.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { type Expanded, expandApplicationSet } from '#core/targeting/expand.ts';
import { fieldLocator } from './locate-field.ts';

export interface ExpandedSet {
  readonly set: ReadAppSet;
  readonly expanded: readonly Expanded[];
}

export interface GeneratedSet {
  readonly set: ReadAppSet;
  readonly generated: readonly GeneratedParameters[];
}

/** The sets of a file. Fails with every problem of it; a file without any set is a problem too. */
function readSets(file: TextFile): Result<readonly ReadAppSet[], readonly FileProblem[]> {
  const { sets, problems } = readAppSets([file]);
  if (problems.length > 0) return fail(problems);
  if (sets.length > 0) return succeed(sets);
  return fail([{ file: file.path, line: 1, column: 1, message: 'there is no ApplicationSet in this file' }]);
}

/** The Applications of every set of a file, before anybody judges them. Any failure fails all of it. */
export function expandSets(
  file: TextFile,
  facts: Facts,
  engines: TemplateEngines,
  controlNamespace: string,
): Result<readonly ExpandedSet[], readonly FileProblem[]> {
  return ofEachSet(file, (set) => {
    const { namespace = controlNamespace, spec } = set;
    const outcome = expandApplicationSet({ namespace, spec }, facts, engines);
    return outcome.ok ? succeed({ set, expanded: outcome.value }) : outcome;
  });
}

/** The parameter sets of every set of a file, in the order they are written. */
export function generateSets(
  file: TextFile,
  facts: Facts,
  engines: TemplateEngines,
): Result<readonly GeneratedSet[], readonly FileProblem[]> {
  return ofEachSet(file, (set) => {
    const outcome = generate(set.spec, facts, engines);
    return outcome.ok ? succeed({ set, generated: outcome.value }) : outcome;
  });
}

interface FieldFailure {
  readonly field: string;
  readonly message: string;
}

function ofEachSet<T>(
  file: TextFile,
  work: (set: ReadAppSet) => Result<T, readonly FieldFailure[]>,
): Result<readonly T[], readonly FileProblem[]> {
  const sets = readSets(file);
  if (!sets.ok) return sets;
  const locate = fieldLocator(file);
  const done: T[] = [];
  const problems: FileProblem[] = [];
  for (const set of sets.value) {
    const outcome = work(set);
    if (outcome.ok) done.push(outcome.value);
    else problems.push(...outcome.failure.map((failure) => locate(set, failure)));
  }
  return problems.length > 0 ? fail(problems) : succeed(done);
}
