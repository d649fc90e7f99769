import { type CharacterRange, type GlobToken, tokensMatch } from '../glob-tokens.ts';
import { readBracket } from './bracket.ts';

export interface WildmatchOptions {
  /** Wildcards stop at slashes and a `**` between slashes stands for any directories, none too. */
  readonly stopsAtSlash: boolean;
  readonly ignoresCase: boolean;
}

/**
 * A pattern as git's wildmatch reads it, over texts of bytes. Without `stopsAtSlash` every wildcard crosses slashes. A pattern
 * git gives up on (a class that never ends, a backslash at the end) matches nothing.
 */
export function compileWildmatch(pattern: string, options: WildmatchOptions): (text: string) => boolean {
  const tokens = readTokens(options.ignoresCase ? lowerAscii(pattern) : pattern, pattern, options);
  if (!tokens) return () => false;
  return (text) => tokensMatch(tokens, options.ignoresCase ? lowerAscii(text) : text);
}

export function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** `pattern` is in lower case where case does not count; classes are read from what was written. */
function readTokens(pattern: string, written: string, options: WildmatchOptions): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  let at = 0;
  while (at < pattern.length) {
    const read = readToken(pattern, written, at, options);
    if (!read) return undefined;
    tokens.push(read.token);
    at = read.next;
  }
  return tokens;
}

interface Read {
  readonly token: GlobToken;
  readonly next: number;
}

function readToken(pattern: string, written: string, at: number, options: WildmatchOptions): Read | undefined {
  switch (pattern.charAt(at)) {
    case '*':
      return readStars(pattern, at, options.stopsAtSlash);
    case '?':
      return { token: { kind: 'any-one', except: options.stopsAtSlash ? '/' : '' }, next: at + 1 };
    case '[': {
      const read = readBracket(written, at + 1, options.ignoresCase);
      return read && { token: classToken(read.negated, read.ranges, options.stopsAtSlash), next: read.next };
    }
    case '\\':
      return readCharacter(pattern, at + 1);
    default:
      return readCharacter(pattern, at);
  }
}

function readCharacter(pattern: string, at: number): Read | undefined {
  const character = pattern[at];
  return character === undefined ? undefined : { token: { kind: 'character', character }, next: at + 1 };
}

function readStars(pattern: string, start: number, stopsAtSlash: boolean): Read {
  let next = start;
  while (pattern[next] === '*') next += 1;
  const isOneStar = next === start + 1;
  if (!stopsAtSlash) return { token: { kind: 'any-run', except: '' }, next };
  const startsPart = start === 0 || pattern[start - 1] === '/';
  if (isOneStar || !startsPart) return { token: { kind: 'any-run', except: '/' }, next };
  if (next === pattern.length) return { token: { kind: 'any-run', except: '' }, next };
  if (pattern[next] !== '/') return { token: { kind: 'any-run', except: '/' }, next };
  return { token: anyDirectories, next: next + 1 };
}

const anyDirectories: GlobToken = {
  kind: 'alternatives',
  choices: [
    [],
    [
      { kind: 'any-run', except: '' },
      { kind: 'character', character: '/' },
    ],
  ],
};

/** A class never matches a slash where wildcards stop at it. */
function classToken(negated: boolean, ranges: readonly CharacterRange[], stopsAtSlash: boolean): GlobToken {
  if (!stopsAtSlash) return { kind: 'class', negated, ranges };
  if (negated) return { kind: 'class', negated, ranges: [...ranges, { low: '/', high: '/' }] };
  const withoutSlash = ranges.flatMap(({ low, high }) =>
    low <= '/' && '/' <= high
      ? [
          { low, high: '.' },
          { low: '0', high },
        ]
      : [{ low, high }],
  );
  return { kind: 'class', negated, ranges: withoutSlash.filter(({ low, high }) => low <= high) };
}
