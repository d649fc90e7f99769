import type { RE2JS } from 're2js';
import type { RenderBudget } from '../../template-limits.ts';

/** One match. Offsets in UTF-16 units; `groups[0]` is the whole, a group that took no part is "". */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
}

/**
 * The matches from left to right, at most `limit` of them, all for a negative limit. As in Go, a match of nothing directly
 * behind the match before does not count.
 */
export function findMatches(regex: RE2JS, text: string, limit: number, budget: RenderBudget): RegexMatch[] {
  const matcher = regex.matcher(text);
  const found: RegexMatch[] = [];
  let at = 0;
  let lastEnd = -1;
  const most = limit < 0 ? Infinity : limit;
  while (at <= text.length && found.length < most && matcher.find(at)) {
    budget.spend(1);
    const start = matcher.start();
    const end = matcher.end();
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? '');
    if (start !== end || start !== lastEnd) found.push({ start, end, groups });
    at = end > at ? end : at + characterLength(text, at);
    lastEnd = end;
  }
  return found;
}

/** Length of the character at an offset, so that no search begins inside a surrogate pair. */
function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Replaces every match. */
export function replaceMatches(
  regex: RE2JS,
  text: string,
  replace: (groups: readonly string[]) => string,
  budget: RenderBudget,
): string {
  const parts: string[] = [];
  let at = 0;
  let length = text.length;
  for (const { start, end, groups } of findMatches(regex, text, -1, budget)) {
    const replacement = replace(groups);
    length += replacement.length;
    budget.checkLength(length);
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Fills `$1`, `$name` and `${name}` in; `$$` is a dollar. Names that are no group become "". */
export function expandReplacement(
  template: string,
  groups: readonly string[],
  names: Readonly<Record<string, number>>,
): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return '$';
    if (/^\d+$/.test(name)) return groups[Number(name)] ?? '';
    return Object.hasOwn(names, name) ? (groups[names[name] ?? 0] ?? '') : '';
  });
}
