import { argoGlobMatches, compileArgoGlob, negatableGlobMatches } from '#core/globs/argo-glob.ts';
import { chooseFiles, type FileGlobbing } from '#core/globs/choose-files.ts';
import { compileDoublestar } from '#core/globs/doublestar/doublestar.ts';
import { listMatches } from '#core/globs/list-matches.ts';
import { compilePathPattern } from '#core/globs/path-match.ts';
import { type Result, succeed } from '#core/model/result.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface GlobCase extends LineCase {
  readonly matcher: 'path.Match' | 'doublestar' | 'pathspec' | 'doublestar-files' | 'argoglob';
  readonly pattern?: string;
  readonly patterns?: readonly string[];
  readonly mode?: 'exact' | 'glob' | 'regexp';
  readonly separators?: string;
  readonly negation?: boolean;
  readonly inputs: readonly string[];
  readonly matches?: readonly boolean[];
  readonly error?: boolean;
}

export const runGlobCases = lineCases<GlobCase>((globCase) => {
  const { matches, error = false } = globCase;
  const answer = answerOf(globCase);
  if (!answer.ok) return error ? undefined : `failed: ${answer.failure}`;
  return error ? 'an error expected' : difference(answer.value, matches);
});

function answerOf(globCase: GlobCase): Result<readonly boolean[], string> {
  const { matcher, pattern = '', inputs } = globCase;
  switch (matcher) {
    case 'path.Match':
      return matchEach(compilePathPattern(pattern), inputs);
    case 'doublestar':
      return matchEach(compileDoublestar(pattern), inputs);
    case 'pathspec':
      return matchFiles(pattern, inputs, 'pathspec');
    case 'doublestar-files':
      return matchFiles(pattern, inputs, 'doublestar');
    case 'argoglob':
      return globCase.patterns ? matchList(globCase.patterns, globCase) : matchGlob(globCase);
  }
}

function matchEach<F>(
  compiled: Result<(text: string) => boolean, F>,
  inputs: readonly string[],
): Result<readonly boolean[], F> {
  return compiled.ok ? succeed(inputs.map((input) => compiled.value(input))) : compiled;
}

function matchFiles(pattern: string, inputs: readonly string[], globbing: FileGlobbing): Result<boolean[], string> {
  const chosen = chooseFiles(inputs, [{ path: pattern }], globbing);
  return chosen.ok ? succeed(inputs.map((input) => chosen.value.includes(input))) : chosen;
}

function matchGlob({ pattern = '', inputs, separators, negation = false }: GlobCase): Result<boolean[], string> {
  const compiled = compileArgoGlob(pattern, separators);
  if (!compiled.ok && !negation) return compiled;
  const matches = negation ? negatableGlobMatches : argoGlobMatches;
  return succeed(inputs.map((input) => matches(pattern, input, separators)));
}

function matchList(patterns: readonly string[], { inputs, mode = 'exact' }: GlobCase): Result<boolean[], string> {
  return succeed(inputs.map((input) => listMatches(patterns, input, mode)));
}
