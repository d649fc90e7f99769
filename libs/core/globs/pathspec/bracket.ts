import type { CharacterRange } from '../glob-tokens.ts';

interface Bracket {
  readonly negated: boolean;
  readonly ranges: readonly CharacterRange[];
  /** Behind the closing bracket. */
  readonly next: number;
}

/** Reads a class of a wildmatch pattern from behind its `[`. Undefined where git gives the whole pattern up. */
export function readBracket(pattern: string, start: number, ignoresCase: boolean): Bracket | undefined {
  const negated = pattern[start] === '!' || pattern[start] === '^';
  const ranges: CharacterRange[] = [];
  let at = negated ? start + 1 : start;
  // A closing bracket at the very start is a member.
  for (let isFirst = true; isFirst || pattern[at] !== ']'; isFirst = false) {
    const read = readMember(pattern, at, ignoresCase);
    if (!read) return undefined;
    ranges.push(...read.ranges);
    at = read.next;
  }
  return { negated, ranges, next: at + 1 };
}

interface Member {
  readonly ranges: readonly CharacterRange[];
  readonly next: number;
}

function readMember(pattern: string, at: number, ignoresCase: boolean): Member | undefined {
  if (pattern.startsWith('[:', at)) {
    const end = pattern.indexOf(']', at + 2);
    if (end < 0) return undefined;
    if (end > at + 2 && pattern[end - 1] === ':') {
      return readNamedClass(pattern.slice(at + 2, end - 1), end + 1, ignoresCase);
    }
  }
  const low = readCharacter(pattern, at);
  if (!low) return undefined;
  const isRange = pattern[low.next] === '-' && pattern[low.next + 1] !== undefined && pattern[low.next + 1] !== ']';
  if (!isRange) return { ranges: [{ low: low.character, high: low.character }], next: low.next };
  const high = readCharacter(pattern, low.next + 1);
  return high && { ranges: rangesBetween(low.character, high.character, ignoresCase), next: high.next };
}

function readCharacter(pattern: string, at: number): { character: string; next: number } | undefined {
  const start = pattern[at] === '\\' ? at + 1 : at;
  const character = pattern[start];
  return character === undefined ? undefined : { character, next: start + 1 };
}

/** Texts are in lower case where case does not count: a range then also holds the small forms of its capitals. */
function rangesBetween(low: string, high: string, ignoresCase: boolean): CharacterRange[] {
  const ranges = [{ low, high }];
  const lowCapital = low > 'A' ? low : 'A';
  const highCapital = high < 'Z' ? high : 'Z';
  if (!ignoresCase || lowCapital > highCapital) return ranges;
  return [...ranges, { low: lowCapital.toLowerCase(), high: highCapital.toLowerCase() }];
}

function readNamedClass(name: string, next: number, ignoresCase: boolean): Member | undefined {
  const spans = Object.hasOwn(namedClasses, name) ? namedClasses[name] : undefined;
  if (!spans) return undefined;
  const ranges = spans.map(([low, high]) => ({ low, high }));
  return { ranges: name === 'upper' && ignoresCase ? [...ranges, { low: 'a', high: 'z' }] : ranges, next };
}

/** The classes of POSIX over ASCII, as first and last characters. */
const namedClasses: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  blank: [
    [' ', ' '],
    ['\t', '\t'],
  ],
  cntrl: [
    ['\0', '\x1f'],
    ['\x7f', '\x7f'],
  ],
  digit: [['0', '9']],
  graph: [['!', '~']],
  lower: [['a', 'z']],
  print: [[' ', '~']],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  upper: [['A', 'Z']],
  xdigit: [
    ['0', '9'],
    ['A', 'F'],
    ['a', 'f'],
  ],
};
