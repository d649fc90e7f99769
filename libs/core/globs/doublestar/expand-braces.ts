import { type Result, fail, succeed } from '#core/model/result.ts';

/** Patterns that braces of one pattern may stand for. Unit: patterns. Beyond it nobody can have meant it. */
const MAX_EXPANSIONS = 1000;

/** One pattern without braces. */
export interface Expansion {
  readonly pattern: string;
  /**
   * Positions where a choice began behind other text. doublestar starts anew there and does not know that a part of the path
   * begins: `**` is no more than `*`.
   */
  readonly seams: readonly number[];
}

/** All patterns that `{a,b}` stands for, in order. Fails for a brace that is never closed and for too many patterns. */
export function expandBraces(pattern: string): Result<Expansion[], string> {
  let expansions: Expansion[] = [{ pattern, seams: [] }];
  for (;;) {
    const next: Expansion[] = [];
    for (const expansion of expansions) {
      const expanded = expandFirst(expansion);
      if (!expanded) return fail(`malformed pattern ${JSON.stringify(pattern)}`);
      next.push(...expanded);
    }
    if (next.length > MAX_EXPANSIONS) return fail(`the braces stand for more than ${MAX_EXPANSIONS} patterns`);
    if (next.every(({ pattern: text }, index) => text === expansions[index]?.pattern)) return succeed(next);
    expansions = next;
  }
}

/** Undefined for a brace that is never closed. */
function expandFirst(expansion: Expansion): Expansion[] | undefined {
  const { pattern, seams } = expansion;
  const open = findOpenBrace(pattern);
  if (open === undefined) return [expansion];
  const choices = readChoices(pattern, open + 1);
  if (!choices) return undefined;
  const before = pattern.slice(0, open);
  const after = pattern.slice(choices.next);
  const kept = seams.filter((seam) => seam <= open);
  return choices.texts.map((text) => ({
    pattern: `${before}${text}${after}`,
    seams: open > 0 ? [...kept, open] : kept,
  }));
}

function findOpenBrace(pattern: string): number | undefined {
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === '[') at = classEnd(pattern, at);
    else if (pattern[at] === '{') return at;
  }
  return undefined;
}

/** A brace inside a class is a character like any other. */
function classEnd(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern[at] === '\\') at += 1;
    else if (pattern[at] === ']') return at;
  }
  return start;
}

function readChoices(pattern: string, start: number): { texts: string[]; next: number } | undefined {
  const texts: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (depth === 0 && (character === ',' || character === '}')) {
      texts.push(pattern.slice(from, at));
      from = at + 1;
      if (character === '}') return { texts, next: from };
    } else if (character === '}') depth -= 1;
  }
  return undefined;
}
