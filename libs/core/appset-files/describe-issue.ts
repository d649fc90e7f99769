import type { z } from 'zod';
import { isJsonObject } from '#core/model/json.ts';
import { nearestName, unknownField } from './nearest-name.ts';
import { fieldsAt } from './schema-fields.ts';

/** What is wrong at a place of a document, for its author. */
export interface FieldMistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** An issue that `schema` raised about a document, in our own words where zod's would not help. */
export function describeIssue(issue: z.core.$ZodIssue, schema: z.core.$ZodType, document: unknown): FieldMistake[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, path);
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, known) }));
  }
  const written = valueAt(document, path);
  if (issue.code === 'invalid_type') return [{ path, message: describeType(issue.expected, written) }];
  if (issue.code === 'invalid_value') return [{ path, message: describeChoice(issue.values, written) ?? message }];
  return [{ path, message }];
}

function describeType(expected: string, written: unknown): string {
  const wanted = typeNames.get(expected) ?? expected;
  if (written === undefined) return `required, ${wanted} expected`;
  const isWord = typeof written === 'boolean' || typeof written === 'number';
  const advice = expected === 'string' && isWord ? '; write it in quotes' : '';
  return `${wanted} expected, found ${describeValue(written)}${advice}`;
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['int', 'a whole number'],
  ['number', 'a number'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['array', 'a list'],
]);

function describeValue(value: unknown): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'string') return 'text';
  return Array.isArray(value) ? 'a list' : 'an object';
}

function describeChoice(choices: readonly unknown[], written: unknown): string | undefined {
  const names = choices.filter((choice) => typeof choice === 'string');
  const meant = typeof written === 'string' ? nearestName(written, names) : undefined;
  return meant === undefined ? undefined : `unknown ${JSON.stringify(written)}; did you mean ${JSON.stringify(meant)}?`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return typeof part === 'number' ? inner[part] : undefined;
    return isJsonObject(inner) && Object.hasOwn(inner, part) ? inner[String(part)] : undefined;
  }, value);
}
