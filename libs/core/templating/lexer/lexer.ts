import { lexAction } from './lex-action.ts';
import { hasRightTrimMarker, isAtRightDelimiter } from './right-delimiter.ts';
import { isTemplateSpace, Scanner } from './scanner.ts';
import type { Token } from './token.ts';

/**
 * Splits a template into text and the tokens of its actions, with trim markers applied and comments left out. The last token
 * is `end-of-input`, or `error` where the text stops being a template: the parser reports it only when it gets there.
 */
export function lexTemplate(input: string): readonly Token[] {
  const scanner = new Scanner(input);
  let isGoing = true;
  while (isGoing) isGoing = lexText(scanner) && lexDelimited(scanner);
  return scanner.tokens;
}

/** Answers false at the end of the input. */
function lexText(scanner: Scanner): boolean {
  const open = scanner.input.indexOf('{{', scanner.position);
  const end = open < 0 ? scanner.input.length : open;
  const trimmed = open >= 0 && hasLeftTrimMarker(scanner.input, open + 2) ? trimmedEnd(scanner, end) : end;
  const isText = trimmed > scanner.position;
  scanner.position = trimmed;
  if (isText) scanner.emit('text');
  scanner.position = end;
  scanner.ignore();
  if (open < 0) scanner.emit('end-of-input');
  return open >= 0;
}

function trimmedEnd(scanner: Scanner, end: number): number {
  let at = end;
  while (at > scanner.position && isTemplateSpace(scanner.input.charAt(at - 1))) at -= 1;
  return at;
}

/** Lexes a comment or an action. Answers false after an error. */
function lexDelimited(scanner: Scanner): boolean {
  scanner.position += 2;
  const marker = hasLeftTrimMarker(scanner.input, scanner.position) ? 2 : 0;
  if (scanner.input.startsWith('/*', scanner.position + marker)) {
    scanner.position += marker + 2;
    return lexComment(scanner);
  }
  scanner.emit('left-delimiter');
  scanner.position += marker;
  scanner.ignore();
  return lexAction(scanner) && closeDelimiter(scanner);
}

function lexComment(scanner: Scanner): boolean {
  const close = scanner.input.indexOf('*/', scanner.position);
  if (close < 0) return stop(scanner, 'unclosed comment');
  scanner.position = close + 2;
  if (!isAtRightDelimiter(scanner)) return stop(scanner, 'comment ends before closing delimiter');
  skipRightDelimiter(scanner);
  scanner.ignore();
  return true;
}

function closeDelimiter(scanner: Scanner): boolean {
  const isTrimming = hasRightTrimMarker(scanner);
  if (isTrimming) {
    scanner.position += 2;
    scanner.ignore();
  }
  scanner.position += 2;
  scanner.emit('right-delimiter');
  if (isTrimming) skipSpaces(scanner);
  return true;
}

function skipRightDelimiter(scanner: Scanner): void {
  const isTrimming = hasRightTrimMarker(scanner);
  scanner.position += isTrimming ? 4 : 2;
  if (isTrimming) skipSpaces(scanner);
}

function skipSpaces(scanner: Scanner): void {
  while (isTemplateSpace(scanner.peek())) scanner.next();
  scanner.ignore();
}

function stop(scanner: Scanner, message: string): false {
  scanner.emit('error', message);
  return false;
}

function hasLeftTrimMarker(input: string, at: number): boolean {
  return input.charAt(at) === '-' && isTemplateSpace(input.charAt(at + 1));
}
