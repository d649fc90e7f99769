import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { argoGlobMatches, compileArgoGlob, negatableGlobMatches } from './argo-glob.ts';
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
