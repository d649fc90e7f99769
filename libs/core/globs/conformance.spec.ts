import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { argoGlobMatches, compileArgoGlob, negatableGlobMatches } from './argo-glob.ts';
import { compileFilePattern } from './choose-files.ts';
import { compileDoublestar } from './doublestar/doublestar.ts';
import { compilePathspec } from './pathspec/pathspec.ts';
import { compilePathPattern } from './path-match.ts';

interface GlobCase {
  readonly name: string;
  readonly pattern?: string;
  readonly separators?: string;
  readonly negation?: boolean;
  readonly inputs: readonly string[];
  readonly matches?: readonly boolean[];
  readonly error?: boolean;
}

function readCases(file: string): GlobCase[] {
  const text = readFileSync(new URL(`../../../test/conformance/glob/${file}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): GlobCase => JSON.parse(line));
}

describe('compilePathPattern, held against path.Match of Go', () => {
  const cases = readCases('path-match.jsonl');

  it('has the whole corpus', () => expect(cases).toHaveLength(67));

  it.each(cases)('$name $pattern', ({ pattern = '', inputs, matches, error }) => {
    const compiled = compilePathPattern(pattern);
    expect(compiled.ok ? inputs.map(compiled.value) : 'malformed').toEqual(error ? 'malformed' : matches);
  });
});

describe.each([
  { file: 'pathspec.jsonl', matcher: 'git ls-files', count: 72, compile: compilePathspec },
  { file: 'doublestar.jsonl', matcher: 'doublestar.Match', count: 46, compile: compileDoublestar },
  {
    file: 'doublestar-files.jsonl',
    matcher: 'a walk with doublestar',
    count: 30,
    compile: (pattern: string) => compileFilePattern(pattern, 'doublestar'),
  },
])('patterns of $file, held against $matcher', ({ file, count, compile }) => {
  const cases = readCases(file);

  it('has the whole corpus', () => expect(cases).toHaveLength(count));

  it.each(cases)('$name $pattern', ({ pattern = '', inputs, matches, error }) => {
    const compiled = compile(pattern);
    expect(compiled.ok ? inputs.map(compiled.value) : 'malformed').toEqual(error ? 'malformed' : matches);
  });
});

describe('compileArgoGlob, held against gobwas/glob', () => {
  // Lists of patterns and regular expressions of the corpus belong to checks of projects.
  const cases = readCases('argoglob.jsonl').filter(({ pattern }) => pattern !== undefined);

  it('has the cases with one pattern', () => expect(cases).toHaveLength(61));

  it.each(cases)('$name $pattern', ({ pattern = '', separators, negation, inputs, matches, error }) => {
    const compiled = compileArgoGlob(pattern, separators);
    const answer = negation ? negatableGlobMatches : argoGlobMatches;
    const isMalformed = !compiled.ok && negation !== true;
    const answers = inputs.map((input) => answer(pattern, input, separators));
    expect(isMalformed ? 'malformed' : answers).toEqual(error ? 'malformed' : matches);
  });
});
