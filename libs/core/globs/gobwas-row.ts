import { type GlobToken, type OneCharacter, acceptsCharacter } from './glob-tokens.ts';

/**
 * gobwas/glob matches a pattern of fixed length (no `*`, no braces, more than one part) as a "row" of bytes: of a character
 * beyond ASCII it sees the first byte only, so that `team-[é]` does not match `team-é`. Existing projects were written against
 * that, so we answer the same.
 */
export function rowOf(tokens: readonly GlobToken[]): Row | undefined {
  const parts: RowPart[] = [];
  for (const token of tokens) {
    if (token.kind === 'any-run' || token.kind === 'alternatives') return undefined;
    const last = parts.at(-1);
    if (token.kind !== 'character') parts.push({ token });
    else if (last !== undefined && 'text' in last) parts[parts.length - 1] = { text: last.text + token.character };
    else parts.push({ text: token.character });
  }
  return parts.length > 1 ? { parts, length: tokens.length } : undefined;
}

export interface Row {
  readonly parts: readonly RowPart[];
  /** Unit: code points. */
  readonly length: number;
}

type RowPart = { readonly text: string } | { readonly token: OneCharacter };

export function rowMatches({ parts, length }: Row, text: string): boolean {
  if (Array.from(text).length !== length) return false;
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  for (const part of parts) {
    const count = 'text' in part ? Array.from(part.text).length : 1;
    const end = endOf(bytes, at, count);
    if (end === undefined || !partMatches(part, bytes.subarray(at, end))) return false;
    at = end;
  }
  return true;
}

/** One byte after the start of the last of `count` characters; a stray byte counts as a character. */
function endOf(bytes: Uint8Array, start: number, count: number): number | undefined {
  let at = start;
  for (let seen = 1; seen < count; seen += 1) at += widthAt(bytes, at);
  return at < bytes.length ? at + 1 : undefined;
}

function widthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function partMatches(part: RowPart, bytes: Uint8Array): boolean {
  if ('text' in part) {
    const wanted = new TextEncoder().encode(part.text);
    return wanted.length === bytes.length && wanted.every((byte, at) => byte === bytes[at]);
  }
  const byte = bytes[0] ?? 0;
  return acceptsCharacter(part.token, byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD');
}
