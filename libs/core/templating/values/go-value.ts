import { compareText } from './compare-text.ts';
import type { GoComplex, GoInt } from './go-numbers.ts';
import type { Signature } from './signature.ts';

/**
 * A value inside a template. Go's types that matter for behaviour stay apart:
 * - `undefined` is no value at all (a missing key), `null` is a nil interface;
 * - a JS number is a float64, integers are `GoInt`;
 * - a string is text whose stray bytes are lone surrogates (see `text-bytes.ts`).
 */
export type GoValue = undefined | null | boolean | number | string | GoInt | GoComplex | GoList | GoMap | GoObject;

/** The element type of a slice, as `%T` prints it after `[]`. */
export type ElementType = 'interface {}' | 'string' | 'int' | '[]interface {}' | '[]string';

/** A Go slice. Templates never change one in place: functions answer new lists. */
export class GoList {
  readonly items: readonly GoValue[];
  readonly elementType: ElementType;

  constructor(items: readonly GoValue[], elementType: ElementType = 'interface {}') {
    this.items = items;
    this.elementType = elementType;
  }
}

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
    return [...this.entries.keys()].toSorted(compareText);
  }
}

export interface GoMethod {
  readonly signature: Signature;
  readonly run: (args: readonly GoValue[]) => GoValue;
}

/** A Go struct with methods, such as time.Time or *semver.Version. Fields are methods without parameters. */
export interface GoObjectShape {
  /** As `%T` prints it. */
  readonly typeName: string;
  readonly kind: 'struct' | 'ptr' | 'int';
  readonly fields: ReadonlyMap<string, () => GoValue>;
  readonly methods: ReadonlyMap<string, GoMethod>;
  readonly text: () => string;
  /** What it becomes in JSON and YAML. */
  readonly json: () => GoValue;
}

export class GoObject {
  readonly shape: GoObjectShape;
  /** The number behind it, for functions that take it back (for example nanoseconds of a time). */
  readonly payload: unknown;

  constructor(shape: GoObjectShape, payload: unknown) {
    this.shape = shape;
    this.payload = payload;
  }
}
