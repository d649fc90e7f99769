import { lexNumber } from './lex-number.ts';
import { isAtRightDelimiter } from './right-delimiter.ts';
import { isAlphanumeric, isTemplateSpace, type Scanner } from './scanner.ts';
import { keywords, type TokenKind } from './token.ts';

/** Lexes up to the right delimiter, which is left to the caller. Answers false after an error token. */
export function lexAction(scanner: Scanner): boolean {
  let parens = 0;
  while (!isAtRightDelimiter(scanner)) {
    const problem = lexToken(scanner);
    if (problem !== undefined) return stop(scanner, problem);
    const last = scanner.tokens.at(-1)?.kind;
    if (last === 'left-paren') parens += 1;
    if (last === 'right-paren') parens -= 1;
    if (parens < 0) return stop(scanner, 'unexpected right paren');
  }
  return parens === 0 || stop(scanner, 'unclosed left paren');
}

function stop(scanner: Scanner, message: string): false {
  scanner.emit('error', message);
  return false;
}

const single: Readonly<Record<string, TokenKind>> = {
  '=': 'assign',
  '|': 'pipe',
  '(': 'left-paren',
  ')': 'right-paren',
};

/** Lexes one token. Answers what is wrong, if anything. */
function lexToken(scanner: Scanner): string | undefined {
  const char = scanner.next();
  if (char === '') return 'unclosed action';
  if (isTemplateSpace(char)) return lexSpace(scanner);
  const kind = Object.hasOwn(single, char) ? single[char] : undefined;
  if (kind !== undefined) return emit(scanner, kind);
  if (char === ':') return scanner.accept('=') ? emit(scanner, 'declare') : 'expected :=';
  if (char === '"') return lexQuoted(scanner, '"', 'string', 'unterminated quoted string');
  if (char === "'") return lexQuoted(scanner, "'", 'character', 'unterminated character constant');
  if (char === '`') return lexRawString(scanner);
  if (char === '$') return lexName(scanner, 'variable', 'variable');
  if (char === '.' && !/\d/.test(scanner.peek())) return lexName(scanner, 'field', 'dot');
  if (/[-+.0-9]/.test(char)) {
    scanner.position -= 1;
    return lexNumber(scanner);
  }
  if (isAlphanumeric(char)) return lexWord(scanner);
  if (char >= ' ' && char <= '~') return emit(scanner, 'punctuation');
  return `unrecognized character in action: ${describeCharacter(char)}`;
}

function emit(scanner: Scanner, kind: TokenKind): undefined {
  scanner.emit(kind);
  return undefined;
}

/** Stops before a space that begins ` -}}`. */
function lexSpace(scanner: Scanner): undefined {
  while (isTemplateSpace(scanner.peek()) && !isAtRightDelimiter(scanner)) scanner.next();
  return emit(scanner, 'space');
}

function lexQuoted(scanner: Scanner, quote: string, kind: TokenKind, problem: string): string | undefined {
  for (;;) {
    let char = scanner.next();
    if (char === quote) return emit(scanner, kind);
    const isEscape = char === '\\';
    if (isEscape) char = scanner.next();
    if (char === '' || char === '\n') return problem;
  }
}

function lexRawString(scanner: Scanner): string | undefined {
  const close = scanner.input.indexOf('`', scanner.position);
  if (close < 0) return 'unterminated raw quoted string';
  scanner.position = close + 1;
  return emit(scanner, 'raw-string');
}

/** Lexes what follows a `.` or `$`; `alone` is the kind when nothing does. */
function lexName(scanner: Scanner, kind: TokenKind, alone: TokenKind): string | undefined {
  if (isAtTerminator(scanner)) return emit(scanner, alone);
  skipAlphanumeric(scanner);
  if (!isAtTerminator(scanner)) return badCharacter(scanner);
  return emit(scanner, kind);
}

function lexWord(scanner: Scanner): string | undefined {
  skipAlphanumeric(scanner);
  if (!isAtTerminator(scanner)) return badCharacter(scanner);
  const word = scanner.pending;
  if (word === 'true' || word === 'false') return emit(scanner, 'bool');
  return emit(scanner, keywords.has(word) ? 'keyword' : 'identifier');
}

function skipAlphanumeric(scanner: Scanner): void {
  while (isAlphanumeric(scanner.peek())) scanner.next();
}

function isAtTerminator(scanner: Scanner): boolean {
  const char = scanner.peek();
  return char === '' || isTemplateSpace(char) || '.,|:)('.includes(char) || scanner.startsWith('}}');
}

function badCharacter(scanner: Scanner): string {
  return `bad character ${describeCharacter(scanner.peek())}`;
}

function describeCharacter(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${char}'`;
}
