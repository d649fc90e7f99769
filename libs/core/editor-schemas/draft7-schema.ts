import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';

/** A JSON Schema, and the schemas that `#/definitions/NAME` in it means. */
export interface Draft7Schema {
  readonly schema: JsonObject;
  readonly definitions: JsonObject;
}

/**
 * JSON Schema of what people write for a zod schema: fields with a default are optional, and objects refuse fields they do not know
 * unless they are loose. Draft 7, because that is the newest one that the language servers of all common editors know completely.
 */
export function draft7Schema(schema: z.ZodType): Draft7Schema {
  const written: unknown = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    reused: 'inline',
    unrepresentable: 'any',
  });
  if (!isJsonObject(written)) throw new Error('a JSON Schema has to be an object');
  const { definitions, $schema: _draft, ...root } = written;
  const named = Object.entries(isJsonObject(definitions) ? definitions : {}).filter(([name]) => !isFreeJson(name));
  return { schema: tidyObject(root), definitions: Object.fromEntries(named.map(([name, node]) => [name, tidy(node)])) };
}

/** Free JSON is the only schema without a name that contains itself; every other one registers an id. */
function isFreeJson(definition: string): boolean {
  return definition.startsWith('__schema');
}

function tidy(node: JsonValue): JsonValue {
  if (Array.isArray(node)) return node.map(tidy);
  return isJsonObject(node) ? tidyObject(node) : node;
}

/** Leaves out what says nothing, or what only CRDs understand, and closes objects. */
function tidyObject(node: JsonObject): JsonObject {
  if (typeof node.$ref === 'string' && isFreeJson(node.$ref.replace('#/definitions/', ''))) return {};
  const kept = Object.entries(node).filter(([word, value]) => !isWithoutMeaning(word, value));
  const tidied = kept.map(([word, value]) => [word, word === 'properties' ? tidyFields(value) : tidy(value)] as const);
  const isOpen = node.properties === undefined || node.additionalProperties !== undefined;
  return { ...Object.fromEntries(tidied), ...(isOpen ? {} : { additionalProperties: false }) };
}

/** Names of fields are no words of JSON Schema. */
function tidyFields(fields: JsonValue): JsonValue {
  if (!isJsonObject(fields)) return fields;
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, tidy(field)]));
}

function isWithoutMeaning(word: string, value: JsonValue): boolean {
  if (word.startsWith('x-') || word === 'id' || word === 'propertyNames') return true;
  if (word === 'default') return typeof value === 'object';
  return value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER;
}
