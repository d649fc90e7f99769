import type { GoValue } from './go-value.ts';

/** What a map holds: anything (`map[string]interface {}`) or text (`map[string]string`). */
export type MapValueType = 'interface {}' | 'string';

/** A Go map with string keys. Mutable, because sprig's `set`, `unset` and `merge` change their first argument. */
export class GoMap {
  readonly entries: Map<string, GoValue>;
  readonly valueType: MapValueType;

  constructor(entries: Iterable<readonly [string, GoValue]> = [], valueType: MapValueType = 'interface {}') {
    this.entries = new Map(entries);
    this.valueType = valueType;
  }

  /** What Go gives for an absent key: the zero value of the value type. */
  get zeroValue(): GoValue {
    return this.valueType === 'string' ? '' : null;
  }

  /** Keys in the order Go ranges over and prints maps: by their UTF-8 bytes. */
  sortedKeys(): string[] {
    return [...this.entries.keys()].sort(compareText);
  }
}

/** Orders texts by code points, which is the order of their UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other UTF-16 unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
