import { analyzeScalar, isPrintable, looksTyped } from './analyze-scalar.ts';

/** Where a scalar is written. Units: columns; `indent` is where its further lines begin. */
export interface ScalarPlace {
  readonly column: number;
  readonly indent: number;
  /** Keys stay on one line. */
  readonly isKey: boolean;
}

/** Lines are broken at the first single space behind this column. */
const bestWidth = 80;

/** A text in the style sigs.k8s.io/yaml chooses: plain if it reads back as text, literal for lines, else quoted. */
export function scalarText(text: string, place: ScalarPlace): string {
  const styles = analyzeScalar(text);
  if (text.includes('\n') && styles.allowsLiteral && !place.isKey) return literalText(text, place.indent);
  const isUnsafe = looksTyped(text) || text.includes('\n');
  if (!isUnsafe && styles.allowsPlain) return fold(Array.from(text), place);
  if (isUnsafe || !styles.allowsSingleQuotes || (styles.isMultiline && place.isKey)) return doubleQuoted(text, place);
  return singleQuoted(text, place);
}

/** A block of lines, the last one ended. The header tells extra indentation and what becomes of line breaks at the end. */
function literalText(text: string, indent: number): string {
  const hint = /^[ \n\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const chomp = text.endsWith('\n') ? (/^\n$|\n\n$/.test(text) ? '+' : '') : '-';
  return `|${hint}${chomp}\n${indentLines(text, indent)}${text.endsWith('\n') ? '' : '\n'}`;
}

function indentLines(text: string, indent: number): string {
  return text.replace(/(?<=^|[\n\u0085\u2028\u2029])(?=[^\n\u0085\u2028\u2029])/g, ' '.repeat(indent));
}

function singleQuoted(text: string, place: ScalarPlace): string {
  const escaped = text.replaceAll("'", "''");
  const parts = Array.from(
    escaped.replace(/(?<=[\u0085\u2028\u2029])(?=[^\u0085\u2028\u2029])/g, ' '.repeat(place.indent)),
  );
  return `'${fold(parts, { ...place, column: place.column + 1 }, true)}'`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0085', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

function doubleQuoted(text: string, place: ScalarPlace): string {
  const parts = Array.from(text, (char) => escapes.get(char) ?? (isPrintable(char) ? char : escapeCode(char)));
  return `"${fold(parts, { ...place, column: place.column + 1 }, true)}"`;
}

function escapeCode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Breaks lines at single spaces beyond the best width; in quotes not at the first and last character. */
function fold(parts: readonly string[], { column, indent, isKey }: ScalarPlace, isQuoted = false): string {
  let at = column;
  let isAfterSpace = false;
  return parts
    .map((part, index) => {
      const isInside = !isQuoted || (index > 0 && index < parts.length - 1);
      const isBroken =
        part === ' ' && !isKey && !isAfterSpace && at > bestWidth && isInside && parts[index + 1] !== ' ';
      at = isBroken ? indent : at + part.length;
      isAfterSpace = part === ' ';
      return isBroken ? `\n${' '.repeat(indent)}` : part;
    })
    .join('');
}
