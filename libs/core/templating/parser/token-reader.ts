import { TemplateError } from '../template-failure.ts';
import { placeOf } from './place.ts';
import type { Token, TokenKind } from '../lexer/token.ts';

/** Walks through the tokens of a template, and words the parser's errors. */
export class TokenReader {
  readonly name: string;
  readonly text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(name: string, text: string, tokens: readonly Token[]) {
    this.name = name;
    this.text = text;
    this.#tokens = tokens;
  }

  peek(): Token {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)];
    return token ?? { kind: 'end-of-input', text: '', start: 0, end: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  nextNonSpace(): Token {
    this.#skipSpace();
    return this.next();
  }

  peekNonSpace(): Token {
    this.#skipSpace();
    return this.peek();
  }

  /** Remembers the place; call the answer to go back. */
  mark(): () => void {
    const at = this.#at;
    return () => {
      this.#at = at;
    };
  }

  /** The end of the last token taken. */
  get lastEnd(): number {
    return this.#tokens[Math.min(this.#at, this.#tokens.length) - 1]?.end ?? 0;
  }

  isKeyword(word: string): boolean {
    const token = this.peek();
    return token.kind === 'keyword' && token.text === word;
  }

  expect(kind: TokenKind, context: string): Token {
    const token = this.nextNonSpace();
    return token.kind === kind ? token : this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    if (token.kind === 'error') return this.refuse(token.text, token.end);
    const shown = token.kind === 'end-of-input' ? 'EOF' : tokenText(token);
    return this.refuse(`unexpected ${shown} in ${context}`, token.start);
  }

  refuse(problem: string, offset = this.peek().start): never {
    const { line, column } = placeOf(this.text, offset);
    const message = `template: ${this.name}:${line}: ${problem}`;
    throw new TemplateError({ kind: 'syntax', message, line, column });
  }

  #skipSpace(): void {
    if (this.peek().kind === 'space') this.#at += 1;
  }
}

function tokenText({ kind, text }: Token): string {
  return kind === 'keyword' ? `<${text}>` : JSON.stringify(text.length > 10 ? `${text.slice(0, 10)}...` : text);
}
