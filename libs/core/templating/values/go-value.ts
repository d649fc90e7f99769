import type { GoComplex, GoInt } from './go-numbers.ts';
import type { GoList } from './go-list.ts';
import type { GoMap } from './go-map.ts';
import type { GoObject } from './go-object.ts';

/**
 * A value inside a template. Go's types that matter for behaviour stay apart:
 * - `undefined` is no value at all (a missing key), `null` is a nil interface;
 * - a JS number is a float64, integers are `GoInt`;
 * - a string is text whose stray bytes are lone surrogates (see `text-bytes.ts`).
 */
export type GoValue =
  | undefined
  | null
  | boolean
  | number
  | string
  | GoInt
  | GoComplex
  | GoList
  | GoMap
  | GoObject;
