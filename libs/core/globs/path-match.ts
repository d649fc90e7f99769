import { type Result, fail, succeed } from '#core/model/result.ts';
import { type CharacterRange, type GlobToken, tokensMatch } from './glob-tokens.ts';

/**
 * A pattern as Go's `path.Match` reads it, over the whole text: `*` and `?` stop at a slash, `**` is no more than `*`,
 * `[a-z]` and `[^a-z]` are classes, `\` takes the next character literally. Argo CD matches directories of the git
 * generator with it. Fails for a pattern Go calls malformed.
 */
export function compilePathPattern(pattern: string): Result<(path: string) => boolean, string> {
  const characters = Array.from(pattern);
  const tokens: GlobToken[] = [];
  let at = 0;
  while (at < characters.length) {
    const read = readToken(characters, at);
    if (!read) return fail(`malformed pattern ${JSON.stringify(pattern)}`);
    tokens.push(read.token);
    at = read.next;
  }
  return succeed((path) => tokensMatch(tokens, path));
}

interface Read<T> {
  readonly token: T;
  readonly next: number;
}

function readToken(characters: readonly string[], at: number): Read<GlobToken> | undefined {
  const character = characters[at];
  if (character === '*') return { token: { kind: 'any-run', except: '/' }, next: at + 1 };
  if (character === '?') return { token: { kind: 'any-one', except: '/' }, next: at + 1 };
  if (character === '[') return readClass(characters, at + 1);
  const literal = readEscaped(characters, at);
  return literal && { token: { kind: 'character', character: literal.token }, next: literal.next };
}

function readEscaped(characters: readonly string[], at: number): Read<string> | undefined {
  const start = characters[at] === '\\' ? at + 1 : at;
  const character = characters[start];
  return character === undefined ? undefined : { token: character, next: start + 1 };
}

function readClass(characters: readonly string[], start: number): Read<GlobToken> | undefined {
  const negated = characters[start] === '^';
  const ranges: CharacterRange[] = [];
  let at = negated ? start + 1 : start;
  while (characters[at] !== ']' || ranges.length === 0) {
    const read = readRange(characters, at);
    if (!read) return undefined;
    ranges.push(read.token);
    at = read.next;
  }
  return { token: { kind: 'class', negated, ranges }, next: at + 1 };
}

function readRange(characters: readonly string[], at: number): Read<CharacterRange> | undefined {
  const low = readRangeEnd(characters, at);
  if (!low) return undefined;
  if (characters[low.next] !== '-') return { token: { low: low.token, high: low.token }, next: low.next };
  const high = readRangeEnd(characters, low.next + 1);
  return high && { token: { low: low.token, high: high.token }, next: high.next };
}

/** A bare `-` or `]` cannot be an end of a range, and a class must go on after it. */
function readRangeEnd(characters: readonly string[], at: number): Read<string> | undefined {
  if (characters[at] === '-' || characters[at] === ']') return undefined;
  const end = readEscaped(characters, at);
  return end && end.next < characters.length ? end : undefined;
}
