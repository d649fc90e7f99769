import type { NumberLiteral } from './number-literal.ts';

/** Where a node stands in the template. Unit: UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a command is made of. `fields` are the names after the dots. */
export type Operand = Span &
  (
    | { readonly type: 'dot' }
    | { readonly type: 'nil' }
    | { readonly type: 'bool'; readonly value: boolean }
    | { readonly type: 'number'; readonly number: NumberLiteral }
    | { readonly type: 'string'; readonly value: string }
    | { readonly type: 'field'; readonly fields: readonly string[] }
    | { readonly type: 'variable'; readonly name: string; readonly fields: readonly string[] }
    | { readonly type: 'function'; readonly name: string }
    | { readonly type: 'chain'; readonly base: Operand; readonly fields: readonly string[] }
    | { readonly type: 'pipeline'; readonly pipeline: Pipeline }
  );

export interface Command extends Span {
  /** At least one. */
  readonly operands: readonly Operand[];
}

export interface Pipeline extends Span {
  /** Variables that receive the value: with `=` (assigned) or `:=` (declared). */
  readonly variables: readonly string[];
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
}

export type Node = Span &
  (
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'action'; readonly pipeline: Pipeline }
    | {
        readonly type: 'if' | 'with' | 'range';
        readonly pipeline: Pipeline;
        readonly body: readonly Node[];
        readonly otherwise: readonly Node[] | undefined;
      }
    | { readonly type: 'template'; readonly name: string; readonly pipeline: Pipeline | undefined }
    | { readonly type: 'break' | 'continue' }
  );

/** A parsed template with everything it defines. */
export interface Template {
  readonly name: string;
  readonly text: string;
  /** Bodies by name; the template itself is one of them. */
  readonly definitions: ReadonlyMap<string, readonly Node[]>;
}
