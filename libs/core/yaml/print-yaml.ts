import type { JsonObject, JsonValue } from '#core/model/json.ts';
import { numberScalar } from './number-scalar.ts';
import { compareNaturally } from './natural-order.ts';
import { scalarText } from './scalar-text.ts';

/** Longest key that stays on the line of its value. Unit: characters. */
const longestSimpleKey = 128;

/**
 * Writes JSON data as sigs.k8s.io/yaml does: sorted keys, two spaces a level, lists not indented under their key, whole
 * floats as integers. Ends with a line break.
 */
export function printYaml(value: JsonValue): string {
  return endLine(
    isCollection(value) ? printCollection(value, 0) : printScalar(value, { column: 0, indent: 2, isKey: false }),
  );
}

type Collection = JsonValue[] | JsonObject;

/** A list or map that takes lines of its own. */
function isCollection(value: JsonValue): value is Collection {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}

/** Lines of a list or map; the first one without its indentation, as it may follow `- `. */
function printCollection(value: Collection, indent: number): string {
  const separator = ' '.repeat(indent);
  const entries = Array.isArray(value) ? value.map((item) => printItem(item, indent)) : printPairs(value, indent);
  return entries
    .map((entry, index) => (index === 0 ? entry : separator + entry))
    .map(endLine)
    .join('');
}

/** Literal blocks and collections bring their last line break along. */
function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function printItem(item: JsonValue, indent: number): string {
  const inner = indent + 2;
  return `- ${isCollection(item) ? printCollection(item, inner) : printScalar(item, { column: inner, indent: inner, isKey: false })}`;
}

function printPairs(map: JsonObject, indent: number): string[] {
  return Object.keys(map)
    .toSorted(compareNaturally)
    .map((key) => printPair(key, map[key] ?? null, indent));
}

function printPair(key: string, value: JsonValue, indent: number): string {
  const isSimple = key.length <= longestSimpleKey && !/[\n\u0085\u2028\u2029]/.test(key);
  const shown = scalarText(key, { column: isSimple ? indent : indent + 2, indent: indent + 2, isKey: isSimple });
  if (!isSimple) return `? ${endLine(shown)}${' '.repeat(indent)}: ${printBehindKey(value, indent)}`;
  if (!isCollection(value))
    return `${shown}: ${printScalar(value, { column: indent + shown.length + 2, indent: indent + 2, isKey: false })}`;
  const inner = Array.isArray(value) ? indent : indent + 2;
  return `${shown}:\n${' '.repeat(inner)}${printCollection(value, inner)}`;
}

function printBehindKey(value: JsonValue, indent: number): string {
  const inner = indent + 2;
  return isCollection(value)
    ? printCollection(value, inner)
    : printScalar(value, { column: inner, indent: inner, isKey: false });
}

function printScalar(
  value: JsonValue,
  place: { readonly column: number; readonly indent: number; readonly isKey: boolean },
): string {
  if (typeof value === 'string') return scalarText(value, place);
  if (typeof value === 'number') return numberScalar(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}';
  return String(value);
}
