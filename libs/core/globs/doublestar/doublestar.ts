import { type Result, fail, succeed } from '#core/model/result.ts';
import { type CharacterRange, type GlobToken, tokensMatch } from '../glob-tokens.ts';
import { type Expansion, expandBraces } from './expand-braces.ts';

/**
 * A pattern as the library doublestar matches it, over the whole path: `*` and `?` stop at slashes, `**` as a whole part of the
 * path stands for any directories, `{a,b}` for choices, `[a-z]`, `[^a]` and `[!a]` are classes. Argo CD finds files of the git
 * generator with it when its newer globbing is on. Fails for a pattern that doublestar calls malformed.
 */
export function compileDoublestar(pattern: string): Result<(path: string) => boolean, string> {
  const expansions = expandBraces(pattern);
  if (!expansions.ok) return expansions;
  const matchers: ((path: string) => boolean)[] = [];
  for (const expansion of expansions.value) {
    const tokens = readTokens(expansion);
    if (!tokens) return fail(`malformed pattern ${JSON.stringify(pattern)}`);
    matchers.push((path) => (path === '' ? matchesNothing.includes(expansion.pattern) : tokensMatch(tokens, path)));
  }
  return succeed((path) => matchers.some((matches) => matches(path)));
}

/** The only patterns that match an empty path. */
const matchesNothing = ['', '*', '**', '/**', '**/', '/**/'];

interface Read {
  readonly token: GlobToken;
  readonly next: number;
}

function readTokens({ pattern, seams }: Expansion): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  let at = 0;
  while (at < pattern.length) {
    const startsPart = at === 0 || (pattern[at - 1] === '/' && !seams.includes(at));
    const read = readToken(pattern, at, startsPart, seams);
    if (!read) return undefined;
    tokens.push(read.token);
    at = read.next;
  }
  return tokens;
}

function readToken(pattern: string, at: number, startsPart: boolean, seams: readonly number[]): Read | undefined {
  switch (pattern.charAt(at)) {
    case '*':
      return readStars(pattern, at, startsPart);
    case '?':
      return { token: { kind: 'any-one', except: '/' }, next: at + 1 };
    case '[':
      return readClass(pattern, at + 1);
    case '\\':
      return readCharacter(pattern, at + 1);
    // What opens has been expanded: nothing is left to close.
    case '}':
      return undefined;
    case '/':
      return endsInAnything(pattern, at, seams) ?? readCharacter(pattern, at);
    default:
      return readCharacter(pattern, at);
  }
}

// `a/**` matches `a` itself too, also with a slash at its end.
function endsInAnything(pattern: string, at: number, seams: readonly number[]): Read | undefined {
  const rest = pattern.slice(at);
  if ((rest !== '/**' && rest !== '/**/') || seams.includes(at + 1)) return undefined;
  const slash: GlobToken = { kind: 'character', character: '/' };
  const below: GlobToken = rest === '/**' ? anything : anyDirectories;
  return { token: { kind: 'alternatives', choices: [[], [slash, below]] }, next: pattern.length };
}

const anything: GlobToken = { kind: 'any-run', except: '' };

const anyDirectories: GlobToken = {
  kind: 'alternatives',
  choices: [[], [anything, { kind: 'character', character: '/' }]],
};

function readStars(pattern: string, at: number, startsPart: boolean): Read {
  if (pattern[at + 1] !== '*') return { token: { kind: 'any-run', except: '/' }, next: at + 1 };
  if (startsPart && at + 2 === pattern.length) return { token: anything, next: at + 2 };
  if (startsPart && pattern[at + 2] === '/') return { token: anyDirectories, next: at + 3 };
  return { token: { kind: 'any-run', except: '/' }, next: at + 2 };
}

function readCharacter(pattern: string, at: number): Read | undefined {
  const code = pattern.codePointAt(at);
  if (code === undefined) return undefined;
  const character = String.fromCodePoint(code);
  return { token: { kind: 'character', character }, next: at + character.length };
}

function readClass(pattern: string, start: number): Read | undefined {
  const negated = pattern[start] === '!' || pattern[start] === '^';
  const ranges: CharacterRange[] = [];
  let at = negated ? start + 1 : start;
  while (pattern[at] !== ']' || ranges.length === 0) {
    const low = readMember(pattern, at);
    if (!low) return undefined;
    const isRange = pattern[low.next] === '-' && pattern[low.next + 1] !== ']';
    const high = isRange ? readMember(pattern, low.next + 1) : low;
    if (!high) return undefined;
    ranges.push({ low: low.character, high: high.character });
    at = high.next;
  }
  return { token: { kind: 'class', negated, ranges }, next: at + 1 };
}

/** A closing bracket is never a member unless it is escaped. */
function readMember(pattern: string, at: number): { character: string; next: number } | undefined {
  if (pattern[at] === ']') return undefined;
  const start = pattern[at] === '\\' ? at + 1 : at;
  const code = pattern.codePointAt(start);
  if (code === undefined) return undefined;
  const character = String.fromCodePoint(code);
  return { character, next: start + character.length };
}
