import { z } from 'zod';
import { SetDocument } from '#core/appset-files/read-document.ts';
import type { JsonObject } from '#core/model/json.ts';
import { APPLICATION_SET_API_VERSIONS } from '#core/resources/application-set.ts';
import { NABE_API_VERSION, NABE_GROUP, writtenMetadata } from '#core/resources/metadata.ts';
import { APPLICATION_SET, type ResourceDefinition } from '#core/resources/schema/resource-definitions.ts';
import { type Draft7Schema, draft7Schema } from './draft7-schema.ts';

const DRAFT = { $schema: 'http://json-schema.org/draft-07/schema#' };

/** JSON Schema for documents of one kind, complete in itself. */
export function kindSchema(definition: ResourceDefinition): JsonObject {
  const { schema, definitions } = documentSchema(definition);
  return { ...DRAFT, ...schema, definitions };
}

/**
 * JSON Schema for files of any kinds: a document of one of these kinds is held against the kind's schema, as its `apiVersion` and `kind`
 * say; a document of our group has to be one of them; every other document is let through.
 */
export function anyKindSchema(resources: readonly ResourceDefinition[]): JsonObject {
  const documents = resources.map((definition) => ({ definition, ...documentSchema(definition) }));
  const kinds = resources.map(({ kind }) => kind);
  return {
    ...DRAFT,
    title: 'Resources of Nabe',
    description: `${kinds.toSorted().join(', ')}; other documents are let through.`,
    type: 'object',
    properties: {
      apiVersion: suggesting('Group and version of the kind.', [...APPLICATION_SET_API_VERSIONS]),
      kind: suggesting('What the document describes.', kinds),
    },
    allOf: [
      rule(isOf([NABE_GROUP]), { properties: { kind: { enum: kinds } } }),
      ...documents.map(({ definition }) =>
        rule(isOf(groupsOf(definition), definition.kind), { $ref: `#/definitions/${definition.kind}` }),
      ),
    ],
    definitions: Object.assign(
      {},
      ...documents.map(({ definition, schema, definitions }) => ({ ...definitions, [definition.kind]: schema })),
    ),
  };
}

function documentSchema(definition: ResourceDefinition): Draft7Schema {
  const { kind, description } = definition;
  const { schema, definitions } = draft7Schema(kind === APPLICATION_SET.kind ? SetDocument : ownDocument(definition));
  return { schema: { title: kind, description, ...schema }, definitions };
}

/** These are for the API server, which knows more rules; how long a name may be is one of them. */
function ownDocument({ kind, spec }: ResourceDefinition): z.ZodType {
  return z.strictObject({
    apiVersion: z.literal(NABE_API_VERSION).describe('Group and version of the kind.'),
    kind: z.literal(kind).describe(kind),
    metadata: writtenMetadata(253),
    spec,
    status: z.unknown().optional().describe('Written by the hub and the workers; leave it out.'),
  });
}

/** Editors tell the mistakes of what a rule asks for one by one; those of `oneOf` they tell as a whole. */
function rule(condition: JsonObject, demand: JsonObject): JsonObject {
  const words: [string, JsonObject][] = [
    ['if', condition],
    ['then', demand],
  ];
  return Object.fromEntries(words);
}

function groupsOf({ kind }: ResourceDefinition): string[] {
  return kind === APPLICATION_SET.kind ? ['argoproj.io', NABE_GROUP] : [NABE_GROUP];
}

function isOf(groups: readonly string[], kind?: string): JsonObject {
  const pattern = `^(${groups.map((group) => group.replaceAll('.', '\\.')).join('|')})/`;
  return {
    required: ['apiVersion', ...(kind === undefined ? [] : ['kind'])],
    properties: { apiVersion: { type: 'string', pattern }, ...(kind === undefined ? {} : { kind: { const: kind } }) },
  };
}

/** Editors offer the texts; others are as good. */
function suggesting(description: string, texts: string[]): JsonObject {
  return { description, anyOf: [{ enum: texts }, { type: 'string' }] };
}
