import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { NABE_GROUP, NABE_VERSION } from '../metadata.ts';
import type { ResourceDefinition } from './resource-definitions.ts';

/** Builds the CustomResourceDefinition (apiextensions.k8s.io/v1, structural schema, status subresource) of one kind. */
export function customResourceDefinition(definition: ResourceDefinition): JsonObject {
  const { kind, plural, shortNames, scope } = definition;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${NABE_GROUP}` },
    spec: {
      group: NABE_GROUP,
      scope,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames: [...shortNames],
        categories: ['nabe'],
      },
      versions: [
        {
          name: NABE_VERSION,
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: definition.columns.map((column) => ({ ...column })),
          schema: { openAPIV3Schema: objectSchema(definition) },
        },
      ],
    },
  };
}

function objectSchema({ kind, description, spec, status, others = {}, rules }: ResourceDefinition): JsonObject {
  return {
    type: 'object',
    description,
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string', description: `${NABE_GROUP}/${NABE_VERSION}` },
      kind: { type: 'string', description: kind },
      metadata: { type: 'object' },
      ...Object.fromEntries(Object.entries(others).map(([field, schema]) => [field, structuralSchema(schema)])),
      spec: structuralSchema(spec),
      status: structuralSchema(status),
    },
    ...(rules === undefined ? {} : { 'x-kubernetes-validations': rules.map((rule) => ({ ...rule })) }),
  };
}

/** JSON Schema as zod writes it, cut down to what a structural schema may say. Input side: fields with a default are optional. */
export function structuralSchema(schema: z.ZodType): JsonObject {
  const document: unknown = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
    unrepresentable: 'any',
    reused: 'inline',
  });
  if (!isJsonObject(document)) throw new Error('a resource schema has to be an object');
  return toStructural(document);
}

function toStructural(node: JsonObject): JsonObject {
  if (node['x-nabe-opaque'] === true) return opaque(node);
  const result: JsonObject = {};
  for (const key of [...KEPT, ...Object.keys(node).filter((word) => word.startsWith('x-kubernetes-'))]) {
    const value = node[key];
    if (value !== undefined && !isWithoutMeaning(value)) result[key] = value;
  }
  if (isJsonObject(node['properties'])) result['properties'] = mapValues(node['properties'], toStructuralValue);
  if (isJsonObject(node['items'])) result['items'] = toStructural(node['items']);
  return { ...result, ...openFields(node) };
}

/** zod bounds every integer by what a double holds exactly; saying so in each field would drown the real limits. */
function isWithoutMeaning(value: JsonValue): boolean {
  return value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER;
}

/** Fields that only the hub's own validation describes: the API server stores them as they come. */
function opaque(node: JsonObject): JsonObject {
  const description = node['description'] === undefined ? {} : { description: node['description'] };
  if (node['type'] === 'array') {
    return { ...description, type: 'array', items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  }
  return { ...description, type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
}

function openFields(node: JsonObject): JsonObject {
  const extra = node['additionalProperties'];
  if (!isJsonObject(extra)) return {};
  if (Object.keys(extra).length === 0) return { 'x-kubernetes-preserve-unknown-fields': true };
  return { additionalProperties: toStructural(extra) };
}

function toStructuralValue(value: JsonValue): JsonValue {
  return isJsonObject(value) ? toStructural(value) : value;
}

function mapValues(object: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** JSON Schema words that a structural schema takes over as they are; in the order they are written. */
const KEPT = [
  'type',
  'description',
  'enum',
  'default',
  'pattern',
  'format',
  'required',
  'nullable',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];
