import type { JsonObject } from '#core/model/json.ts';
import type { Field, FieldType } from './field-types.ts';

/** JSON Schema (draft 7) of what `findMisfits` accepts for a type. Objects are closed: files with fields they do not know are refused. */
function fieldTypeSchema(type: FieldType): JsonObject {
  switch (type.kind) {
    case 'any':
      return {};
    case 'text':
      return { type: ['string', 'null'] };
    case 'flag':
      return { type: ['boolean', 'null'] };
    case 'whole':
      return { type: ['integer', 'null'] };
    case 'whole-or-text':
      return { type: ['integer', 'string', 'null'] };
    case 'list':
      return { type: ['array', 'null'], items: fieldTypeSchema(type.of) };
    case 'map':
      return { type: ['object', 'null'], additionalProperties: fieldTypeSchema(type.of) };
    case 'object':
      return { type: ['object', 'null'], ...fieldsSchema(type.fields) };
  }
}

/** The words of a schema that tell an object's fields; none is required. */
export function fieldsSchema(fields: ReadonlyMap<string, Field>): JsonObject {
  const properties = [...fields].map(
    ([name, { type, description }]) => [name, { description, ...fieldTypeSchema(type) }] as const,
  );
  return { properties: Object.fromEntries(properties), additionalProperties: false };
}
