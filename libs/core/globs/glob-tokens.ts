import { assertNever } from '#core/model/result.ts';

/** One part of a compiled pattern. Characters are whole code points. */
export type GlobToken =
  | { readonly kind: 'character'; readonly character: string }
  /** Any one character but the excluded ones. */
  | { readonly kind: 'any-one'; readonly except: string }
  /** Any run of characters, also none, but the excluded ones. */
  | { readonly kind: 'any-run'; readonly except: string }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly CharacterRange[] }
  | { readonly kind: 'alternatives'; readonly choices: readonly (readonly GlobToken[])[] };

/** Both ends belong to it. */
export interface CharacterRange {
  readonly low: string;
  readonly high: string;
}

/**
 * True when the tokens match the whole text. All positions a pattern can have reached are followed side by side, so that the
 * cost is bounded by pattern length × text length: a tenant's pattern cannot make the hub backtrack for ever.
 */
export function tokensMatch(tokens: readonly GlobToken[], text: string): boolean {
  const characters = Array.from(text);
  return advance(tokens, characters, new Set([0])).has(characters.length);
}

function advance(tokens: readonly GlobToken[], text: readonly string[], starts: ReadonlySet<number>): Set<number> {
  let positions = new Set(starts);
  for (const token of tokens) {
    if (positions.size === 0) return positions;
    positions = step(token, text, positions);
  }
  return positions;
}

function step(token: GlobToken, text: readonly string[], positions: ReadonlySet<number>): Set<number> {
  switch (token.kind) {
    case 'any-run':
      return afterRuns(token.except, text, positions);
    case 'alternatives':
      return new Set(token.choices.flatMap((choice) => [...advance(choice, text, positions)]));
    case 'character':
    case 'any-one':
    case 'class':
      return afterOne(token, text, positions);
    default:
      return assertNever(token);
  }
}

function afterRuns(except: string, text: readonly string[], positions: ReadonlySet<number>): Set<number> {
  const reached = new Set<number>();
  for (const start of positions) {
    let at = start;
    while (!reached.has(at)) {
      reached.add(at);
      const next = text[at];
      if (next === undefined || except.includes(next)) break;
      at += 1;
    }
  }
  return reached;
}

/** Tokens that take exactly one character. */
export type OneCharacter = Extract<GlobToken, { kind: 'character' | 'any-one' | 'class' }>;

function afterOne(token: OneCharacter, text: readonly string[], positions: ReadonlySet<number>): Set<number> {
  const reached = new Set<number>();
  for (const at of positions) {
    const next = text[at];
    if (next !== undefined && acceptsCharacter(token, next)) reached.add(at + 1);
  }
  return reached;
}

export function acceptsCharacter(token: OneCharacter, character: string): boolean {
  if (token.kind === 'character') return token.character === character;
  if (token.kind === 'any-one') return !token.except.includes(character);
  return token.ranges.some(({ low, high }) => isBetween(character, low, high)) !== token.negated;
}

function isBetween(character: string, low: string, high: string): boolean {
  const at = codePoint(character);
  return codePoint(low) <= at && at <= codePoint(high);
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
