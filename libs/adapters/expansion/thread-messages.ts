import type { Expansion, ExpansionRequest } from '#core/targeting/expansion/expand-set.ts';
import type { RefusedApplication, WantedApplication } from '#core/targeting/judge-application.ts';

/** To the thread: an expansion, then a `more` for each portion of its Applications; `forget` all that is remembered of sets. */
export type ToThread =
  | {
      readonly kind: 'expand';
      readonly key: string;
      readonly request: ExpansionRequest;
      /** Of the Applications that are still known here from the last time. */
      readonly version: number | undefined;
    }
  | { readonly kind: 'more' }
  | { readonly kind: 'forget' };

/** A judged expansion without the Applications themselves, which follow in portions. */
export interface JudgedHead {
  readonly kind: 'judged';
  readonly refused: readonly RefusedApplication[];
  readonly version: number;
  /** See `ListDelta`; against the Applications of the version that was named, or against none. */
  readonly order: Int32Array;
  /** How many Applications follow. */
  readonly added: number;
}

export type FromThread =
  | { readonly kind: 'head'; readonly head: JudgedHead | Exclude<Expansion, { kind: 'judged' }> }
  | { readonly kind: 'portion'; readonly wanted: readonly WantedApplication[] };

/** Applications in one portion: taking them in takes a few milliseconds. */
export const PORTION = 200;
