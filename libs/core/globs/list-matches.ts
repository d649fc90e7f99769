import { RE2JS, RE2JSException } from 're2js';
import { argoGlobMatches } from './argo-glob.ts';

/** How the entries of a list are read: as they are, as globs, or those between slashes as regular expressions. */
export type ListMode = 'exact' | 'glob' | 'regexp';

/**
 * Is the text in a list such as a project's `sourceNamespaces`? An entry that is malformed matches nothing. Regular expressions
 * are those of RE2, which cannot be made to run for ever; of the lookaheads that Argo CD's engine has on top, those at the
 * start (`^(?!kube-).*`) are read too, and others count as malformed.
 */
export function listMatches(entries: readonly string[], text: string, mode: ListMode): boolean {
  return entries.some((entry) => entryMatches(entry, text, mode));
}

function entryMatches(entry: string, text: string, mode: ListMode): boolean {
  if (mode === 'exact') return entry === text;
  const isExpression = mode === 'regexp' && entry.length > 1 && entry.startsWith('/') && entry.endsWith('/');
  return isExpression ? expressionMatches(entry.slice(1, -1), text) : argoGlobMatches(entry, text);
}

function expressionMatches(expression: string, text: string): boolean {
  const { conditions, rest } = splitLookaheads(expression);
  try {
    return (
      RE2JS.compile(rest).matcher(text).find() &&
      conditions.every(({ inner, negated }) => RE2JS.compile(`^(?:${inner})`).matcher(text).find() !== negated)
    );
  } catch (error) {
    if (error instanceof RE2JSException) return false;
    throw error;
  }
}

interface Lookahead {
  readonly inner: string;
  readonly negated: boolean;
}

/** Lookaheads right behind `^` are conditions on the whole text. */
function splitLookaheads(expression: string): { conditions: readonly Lookahead[]; rest: string } {
  const conditions: Lookahead[] = [];
  let rest = expression;
  for (;;) {
    const [whole, negation = '', inner = ''] = /^\^\(\?([!=])((?:[^()\\]|\\.|\([^()]*\))*)\)/.exec(rest) ?? [];
    if (whole === undefined) return { conditions, rest };
    conditions.push({ inner, negated: negation === '!' });
    rest = `^${rest.slice(whole.length)}`;
  }
}
