import type { Token, TokenKind } from './token.ts';

/** A place in the template text and the tokens found so far. */
export class Scanner {
  readonly input: string;
  readonly tokens: Token[] = [];
  position = 0;
  #start = 0;

  constructor(input: string) {
    this.input = input;
  }

  /** The character (code point) at the position, or '' at the end. */
  peek(): string {
    const code = this.input.codePointAt(this.position);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const char = this.peek();
    this.position += char.length;
    return char;
  }

  startsWith(prefix: string): boolean {
    return this.input.startsWith(prefix, this.position);
  }

  /** Steps over one character of the set. */
  accept(set: string): boolean {
    const char = this.peek();
    if (char === '' || !set.includes(char)) return false;
    this.position += char.length;
    return true;
  }

  acceptRun(set: string): void {
    while (this.accept(set));
  }

  get pending(): string {
    return this.input.slice(this.#start, this.position);
  }

  /** Forgets what was read since the last token. */
  ignore(): void {
    this.#start = this.position;
  }

  emit(kind: TokenKind, text = this.pending): void {
    this.tokens.push({ kind, text, start: this.#start, end: this.position });
    this.#start = this.position;
  }
}

export function isTemplateSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

export function isAlphanumeric(char: string): boolean {
  return /^[\p{L}\p{Nd}_]$/u.test(char);
}
