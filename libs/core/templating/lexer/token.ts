export type TokenKind =
  | 'text'
  | 'left-delimiter'
  | 'right-delimiter'
  | 'space'
  | 'assign'
  | 'declare'
  | 'pipe'
  | 'string'
  | 'raw-string'
  | 'character'
  | 'number'
  | 'complex'
  | 'bool'
  | 'dot'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'left-paren'
  | 'right-paren'
  | 'punctuation'
  | 'end-of-input'
  | 'error';

/** One piece of a template. `text` is the source, or the message of an `error`. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offsets into the template. Unit: UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

export const keywords: ReadonlySet<string> = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'nil',
  'template',
  'with',
]);
