import { isJsonObject } from '#core/model/json.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { fail } from '#core/model/result.ts';
import { NABE_GROUP } from '#core/resources/metadata.ts';
import type { FileProblem } from './file-problem.ts';
import { nearestName } from './nearest-name.ts';
import { type ParsedDocument, type TextFile, parseFile } from './parse-file.ts';
import { type DocumentFailure, type ReadAppSet, nameOf, readDocument } from './read-document.ts';

export interface AppSetFiles {
  readonly sets: readonly ReadAppSet[];
  /** By file, line and column. */
  readonly problems: readonly FileProblem[];
  readonly inDoubt: SetsInDoubt;
}

/** Sets about which the files say nothing reliable: whatever exists of them stays as it is. */
export interface SetsInDoubt {
  /** True when a text could not be read far enough to know which sets it holds: then every set may be in it. */
  readonly all: boolean;
  /** Files with a problem. */
  readonly files: readonly string[];
  /** Names of sets with a problem. */
  readonly names: readonly string[];
}

/** True when a set that is not among the read ones must not be deleted: it, or the file it came from, is in doubt. */
export function isInDoubt(
  inDoubt: SetsInDoubt,
  set: { readonly name: string; readonly file?: string | undefined },
): boolean {
  return (
    inDoubt.all || inDoubt.names.includes(set.name) || (set.file !== undefined && inDoubt.files.includes(set.file))
  );
}

/**
 * Reads the ApplicationSets of a tenant's config source: documents of kind ApplicationSet in the API groups argoproj.io and
 * nabe.dev; everything else in the files is left alone. All problems are told at once, each with file, line, column and field,
 * and what is sound is in the answer all the same.
 */
export function readAppSets(files: readonly TextFile[]): AppSetFiles {
  const outcomes = files.filter(({ text }) => mayHoldSets(text)).map(readFile);
  const duplicates = findDuplicates(outcomes.flatMap(({ sets }) => sets));
  const twice = new Set(duplicates.map(({ name }) => name));
  const problems = [...outcomes.flatMap((outcome) => outcome.problems), ...duplicates.map(({ problem }) => problem)];
  return {
    sets: outcomes.flatMap(({ sets }) => sets).filter(({ name }) => !twice.has(name)),
    problems: problems.toSorted(compareProblems),
    inDoubt: {
      all: outcomes.some(({ hasUnknownSets }) => hasUnknownSets),
      files: [...new Set(problems.map(({ file }) => file))].toSorted(),
      names: [...new Set([...outcomes.flatMap(({ doubtful }) => doubtful), ...twice])].toSorted(),
    },
  };
}

interface FileOutcome {
  readonly sets: readonly ReadAppSet[];
  readonly problems: readonly FileProblem[];
  /** Names of sets with problems. */
  readonly doubtful: readonly string[];
  readonly hasUnknownSets: boolean;
}

/** Charts and values files may lie beside the sets, and need not be valid YAML. */
function mayHoldSets(text: string): boolean {
  return text.includes('ApplicationSet') || text.includes('argoproj.io/') || text.includes(`${NABE_GROUP}/`);
}

function readFile(file: TextFile): FileOutcome {
  const documents = parseFile(file);
  if (!documents.ok) return { sets: [], problems: documents.failure, doubtful: [], hasUnknownSets: true };
  const outcomes = documents.value.flatMap((document) => {
    const kind = judgeKind(document);
    if (kind === 'other') return [];
    return [kind === 'set' ? readDocument(document, file.path) : fail(misspelt(document, kind.written, file.path))];
  });
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  return {
    sets: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])),
    problems: failures.flatMap(({ problems }) => problems),
    doubtful: failures.flatMap(({ name }) => (name === undefined ? [] : [name])),
    hasUnknownSets: failures.some(({ name }) => name === undefined),
  };
}

const KIND = 'ApplicationSet';

/** A kind of our groups that is nearly ApplicationSet is a typing mistake that would otherwise delete the set. */
function judgeKind({ value }: ParsedDocument): 'set' | 'other' | { readonly written: string } {
  if (!isJsonObject(value) || typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') return 'other';
  const { group } = parseApiVersion(value.apiVersion);
  if (group !== 'argoproj.io' && group !== NABE_GROUP) return 'other';
  if (value.kind === KIND) return 'set';
  return nearestName(value.kind, [KIND]) === undefined ? 'other' : { written: value.kind };
}

function misspelt({ value, locate }: ParsedDocument, written: string, file: string): DocumentFailure {
  const message = `unknown kind "${written}"; did you mean "${KIND}"?`;
  return { name: nameOf(value), problems: [{ file, ...locate(['kind']), field: 'kind', message }] };
}

/** A problem at each place, naming another one: whoever looks at either file finds it. */
function findDuplicates(sets: readonly ReadAppSet[]): { name: string; problem: FileProblem }[] {
  const byName = Map.groupBy(sets, ({ name }) => name);
  return [...byName].flatMap(([name, [first, ...others]]) => {
    const [second] = others;
    if (!first || !second) return [];
    return [first, ...others].map((set) => {
      const { file, line } = set === first ? second : first;
      const message = `ApplicationSet ${name} is defined here and in ${file}:${line}; rename or remove one`;
      return { name, problem: { file: set.file, line: set.line, column: 1, field: 'metadata.name', message } };
    });
  });
}

function compareProblems(a: FileProblem, b: FileProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
