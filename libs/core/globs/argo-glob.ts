import { type Result, fail, succeed } from '#core/model/result.ts';
import { type CharacterRange, type GlobToken, tokensMatch } from './glob-tokens.ts';
import { rowMatches, rowOf } from './gobwas-row.ts';

/**
 * A glob as Argo CD's projects use it (gobwas/glob): `*` stops only at a separator, `**` at nothing, `?` is one character
 * that is no separator, `[abc]`, `[a-z]`, `[!a]`, `{a,b}` with patterns inside, `\` escapes. Without separators `*` crosses
 * everything. Fails for a malformed class.
 */
export function compileArgoGlob(pattern: string, separators = ''): Result<(text: string) => boolean, string> {
  // Most are a plain name or everything.
  if (pattern === '*' && separators === '') return succeed(() => true);
  if (!SPECIAL.test(pattern)) return succeed((text) => text === pattern);
  const reader: Reader = { characters: Array.from(pattern), at: 0, separators };
  const tokens = readSequence(reader, 0);
  if (!tokens) return fail(`malformed pattern ${JSON.stringify(pattern)}`);
  const row = rowOf(tokens);
  return succeed(row ? (text) => rowMatches(row, text) : (text) => tokensMatch(tokens, text));
}

const SPECIAL = /[*?[{\\]/;

/** True when the glob matches; a malformed one matches nothing. */
export function argoGlobMatches(pattern: string, text: string, separators = ''): boolean {
  const compiled = compileArgoGlob(pattern, separators);
  return compiled.ok && compiled.value(text);
}

/** As {@link argoGlobMatches}, but a leading `!` turns the answer around: a malformed negated glob matches everything. */
export function negatableGlobMatches(pattern: string, text: string, separators = ''): boolean {
  if (!pattern.startsWith('!')) return argoGlobMatches(pattern, text, separators);
  return !argoGlobMatches(pattern.slice(1), text, separators);
}

/**
 * The rule of lists such as a tenant's `sourceRepos`: some glob must allow the text, and no glob with a leading `!` may
 * match it. A malformed denying glob denies everything, so that a typing mistake never opens a door.
 */
export function globListPermits(globs: readonly string[], text: string, separators = ''): boolean {
  return compileGlobList(globs, separators)(text);
}

/** As {@link globListPermits}, for a list that is asked often. */
export function compileGlobList(globs: readonly string[], separators = ''): (text: string) => boolean {
  const denials = globs.filter(isDenial).map((glob) => compileArgoGlob(glob.slice(1), separators));
  const permissions = globs.filter((glob) => !isDenial(glob)).map((glob) => compileArgoGlob(glob, separators));
  return (text) =>
    !denials.some((denial) => !denial.ok || denial.value(text)) &&
    permissions.some((permission) => permission.ok && permission.value(text));
}

function isDenial(glob: string): boolean {
  return glob.startsWith('!');
}

interface Reader {
  readonly characters: readonly string[];
  at: number;
  readonly separators: string;
}

/** Reads up to the end of the pattern or, inside braces, up to `,` or `}`. Undefined for a malformed class. */
function readSequence(reader: Reader, depth: number): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  for (;;) {
    const character = reader.characters[reader.at];
    if (character === undefined || (depth > 0 && (character === ',' || character === '}'))) return tokens;
    reader.at += 1;
    const token = readToken(reader, character, depth);
    if (!token) return undefined;
    tokens.push(token);
  }
}

function readToken(reader: Reader, character: string, depth: number): GlobToken | undefined {
  switch (character) {
    case '*':
      return readStar(reader);
    case '?':
      return { kind: 'any-one', except: reader.separators };
    case '[':
      return readClass(reader);
    case '{':
      return readAlternatives(reader, depth + 1);
    case '\\':
      return readEscape(reader);
    default:
      return { kind: 'character', character };
  }
}

function readStar(reader: Reader): GlobToken {
  if (reader.characters[reader.at] !== '*') return { kind: 'any-run', except: reader.separators };
  reader.at += 1;
  return { kind: 'any-run', except: '' };
}

/** A backslash at the very end stands for nothing. */
function readEscape(reader: Reader): GlobToken {
  const character = reader.characters[reader.at];
  reader.at += 1;
  return character === undefined ? { kind: 'alternatives', choices: [[]] } : { kind: 'character', character };
}

/** Braces that are never closed end with the pattern. */
function readAlternatives(reader: Reader, depth: number): GlobToken | undefined {
  const choices: GlobToken[][] = [];
  for (;;) {
    const choice = readSequence(reader, depth);
    if (!choice) return undefined;
    choices.push(choice);
    const end = reader.characters[reader.at];
    reader.at += 1;
    if (end !== ',') return { kind: 'alternatives', choices };
  }
}

/** A class is either one range or a list of characters, never both. */
function readClass(reader: Reader): GlobToken | undefined {
  const negated = reader.characters[reader.at] === '!';
  if (negated) reader.at += 1;
  const ranges = reader.characters[reader.at + 1] === '-' ? readRange(reader) : readCharacters(reader);
  if (!ranges || reader.characters[reader.at] !== ']') return undefined;
  reader.at += 1;
  return { kind: 'class', negated, ranges };
}

function readRange(reader: Reader): CharacterRange[] | undefined {
  const low = reader.characters[reader.at];
  const high = reader.characters[reader.at + 2];
  reader.at += 3;
  if (low === undefined || high === undefined || high < low) return undefined;
  return [{ low, high }];
}

function readCharacters(reader: Reader): CharacterRange[] | undefined {
  const ranges: CharacterRange[] = [];
  while (reader.at < reader.characters.length && reader.characters[reader.at] !== ']') {
    if (reader.characters[reader.at] === '\\') reader.at += 1;
    const character = reader.characters[reader.at];
    if (character !== undefined) ranges.push({ low: character, high: character });
    reader.at += 1;
  }
  return ranges.length === 0 ? undefined : ranges;
}
