import { anyKindSchema, kindSchema } from '#core/editor-schemas/editor-schemas.ts';
import type { JsonObject } from '#core/model/json.ts';
import { RESOURCE_DEFINITIONS } from '#core/resources/schema/resource-definitions.ts';
import type { GeneratedFile } from './generated-folder.ts';

/** JSON Schemas for editors: one for each kind, and `nabe.json`, which picks by `apiVersion` and `kind`. */
export function schemaFiles(): GeneratedFile[] {
  const ofKinds = RESOURCE_DEFINITIONS.map((definition) =>
    schemaFile(definition.kind.toLowerCase(), kindSchema(definition)),
  );
  return [...ofKinds, schemaFile('nabe', anyKindSchema(RESOURCE_DEFINITIONS))];
}

function schemaFile(name: string, schema: JsonObject): GeneratedFile {
  return { name: `${name}.json`, content: `${JSON.stringify(schema, undefined, 2)}\n` };
}
