import { isTemplateSpace, type Scanner } from './scanner.ts';

/** True at ` -}}`. */
export function hasRightTrimMarker(scanner: Scanner): boolean {
  return isTemplateSpace(scanner.peek()) && scanner.input.startsWith('-}}', scanner.position + 1);
}

export function isAtRightDelimiter(scanner: Scanner): boolean {
  return scanner.startsWith('}}') || hasRightTrimMarker(scanner);
}
