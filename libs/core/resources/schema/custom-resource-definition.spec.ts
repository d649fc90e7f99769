import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { customResourceDefinition, structuralSchema } from './custom-resource-definition.ts';
import { RESOURCE_DEFINITIONS } from './resource-definitions.ts';

describe('structuralSchema', () => {
  const preserved = { 'x-kubernetes-preserve-unknown-fields': true };
  it.each([
    {
      name: 'asks for fields that are neither optional nor have a default',
      schema: z.object({ a: z.string(), b: z.string().optional(), c: z.string().default('x') }),
      expected: {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string', default: 'x' } },
      },
    },
    {
      name: 'keeps real limits of a number and drops those of a double',
      schema: z.object({ a: z.number().int(), b: z.number().int().min(1).max(9) }),
      expected: {
        type: 'object',
        required: ['a', 'b'],
        properties: { a: { type: 'integer' }, b: { type: 'integer', minimum: 1, maximum: 9 } },
      },
    },
    {
      name: 'lets a strict object be pruned and a loose one be kept, for structural schemas know no additionalProperties: false',
      schema: z.object({ strict: z.strictObject({}), loose: z.looseObject({}) }),
      expected: {
        type: 'object',
        required: ['strict', 'loose'],
        properties: {
          strict: { type: 'object', properties: {} },
          loose: { type: 'object', properties: {}, ...preserved },
        },
      },
    },
    {
      name: 'leaves out what is inside an opaque field',
      schema: z.object({
        list: z.array(z.strictObject({ a: z.string() })).meta({ 'x-nabe-opaque': true, description: 'Free.' }),
        object: z.strictObject({ a: z.string() }).meta({ 'x-nabe-opaque': true }),
      }),
      expected: {
        type: 'object',
        required: ['list', 'object'],
        properties: {
          list: { description: 'Free.', type: 'array', items: { type: 'object', ...preserved } },
          object: { type: 'object', ...preserved },
        },
      },
    },
    {
      name: 'takes CEL rules and list types over',
      schema: z.object({
        list: z.array(z.string()).meta({
          'x-kubernetes-list-type': 'set',
          'x-kubernetes-validations': [{ rule: 'size(self) != 1', message: 'none or several' }],
        }),
      }),
      expected: {
        type: 'object',
        required: ['list'],
        properties: {
          list: {
            type: 'array',
            'x-kubernetes-list-type': 'set',
            'x-kubernetes-validations': [{ rule: 'size(self) != 1', message: 'none or several' }],
            items: { type: 'string' },
          },
        },
      },
    },
  ])('$name', ({ schema, expected }) => {
    expect(structuralSchema(schema)).toEqual(expected);
  });
});

describe('customResourceDefinition', () => {
  it.each(RESOURCE_DEFINITIONS)('describes every field of $kind, for kubectl explain', (definition) => {
    const silent = fieldsWithoutDescription(customResourceDefinition(definition), definition.kind);
    expect(silent).toEqual([`${definition.kind}.metadata`]);
  });
});

/** Paths of all properties in the schemas below a node that have no description. */
function fieldsWithoutDescription(node: JsonValue | undefined, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => fieldsWithoutDescription(item, path));
  if (!isJsonObject(node)) return [];
  const properties = isJsonObject(node['properties']) ? Object.entries(node['properties']) : [];
  const own = properties.flatMap(([name, field]) => {
    const place = `${path}.${name}`;
    const isSilent = isJsonObject(field) && typeof field['description'] !== 'string';
    return [...(isSilent ? [place] : []), ...fieldsWithoutDescription(field, place)];
  });
  const others = Object.entries(node).filter(([key]) => key !== 'properties');
  return [...own, ...others.flatMap(([, value]) => fieldsWithoutDescription(value, path))];
}
