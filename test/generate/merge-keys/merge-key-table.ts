import type { MergeKeys, MergeRule, MergeRules } from '#core/client-side-apply/merge-rule.ts';

interface Property {
  readonly $ref?: string;
  readonly items?: { readonly $ref?: string };
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
}

/** The part of an OpenAPI 2 document that is read. */
export interface OpenApiDocument {
  readonly definitions: Readonly<
    Record<
      string,
      {
        readonly properties?: Readonly<Record<string, Property>>;
        readonly 'x-kubernetes-group-version-kind'?: readonly {
          readonly group: string;
          readonly version: string;
          readonly kind: string;
        }[];
      }
    >
  >;
}

/** Not applied, or the same for every kind. */
const PASSED_OVER = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** The text of `merge-keys.gen.ts`: the merge rules of all kinds that an API server knows and that have any. */
export function mergeKeyTable(document: OpenApiDocument): string {
  const { kinds, types } = readMergeKeys(document);
  return `${HEADER}\nexport const MERGE_KEYS: MergeKeys = {\n  kinds: {\n${lines(kinds)}\n  },\n  types: {\n${lines(types)}\n  },\n};\n`;
}

function lines(record: object): string {
  return Object.entries(record)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`)
    .join('\n');
}

function readMergeKeys({ definitions }: OpenApiDocument): MergeKeys {
  const types: Record<string, MergeRules> = {};
  const kinds: Record<string, string> = {};
  const visited = new Map<string, boolean>();
  const hasRules = (name: string): boolean => {
    const known = visited.get(name);
    if (known !== undefined) return known;
    // A type that contains itself is asked for while it is read.
    visited.set(name, false);
    const rules = rulesIn(definitions[name]?.properties ?? {}, hasRules);
    visited.set(name, Object.keys(rules).length > 0);
    if (Object.keys(rules).length > 0) types[shortName(name)] = rules;
    return Object.keys(rules).length > 0;
  };
  for (const [name, definition] of Object.entries(definitions)) {
    const [served] = definition['x-kubernetes-group-version-kind'] ?? [];
    const { metadata, items } = definition.properties ?? {};
    const isObject = metadata !== undefined && items === undefined;
    if (served === undefined || !isObject || !hasRules(name)) continue;
    kinds[`${served.group}/${served.version}/${served.kind}`] = shortName(name);
  }
  return { kinds, types };
}

function rulesIn(properties: Readonly<Record<string, Property>>, hasRules: (type: string) => boolean): MergeRules {
  const rules = Object.entries(properties)
    .filter(([field]) => !PASSED_OVER.has(field))
    .map(([field, property]): [string, MergeRule] => [field, ruleOf(property, hasRules)]);
  return Object.fromEntries(rules.filter(([, rule]) => Object.keys(rule).length > 0));
}

function ruleOf(property: Property, hasRules: (type: string) => boolean): MergeRule {
  const strategies = (property['x-kubernetes-patch-strategy'] ?? '').split(',');
  const type = (property.$ref ?? property.items?.$ref)?.replace('#/definitions/', '');
  return {
    ...(strategies.includes('merge') && { key: property['x-kubernetes-patch-merge-key'] ?? '' }),
    ...(strategies.includes('retainKeys') && { retainKeys: true }),
    ...(strategies.includes('replace') && { replace: true }),
    ...(type !== undefined && hasRules(type) && { type: shortName(type) }),
  };
}

function shortName(definition: string): string {
  return definition.replace(/^io\.k8s\.(api\.|apimachinery\.pkg\.apis\.)?/, '');
}

const HEADER = `// Written by test/integration/kube/merge-keys.spec.ts from the OpenAPI document of an API server; do not edit.
import type { MergeKeys } from './merge-rule.ts';

/** How fields of Kubernetes' own kinds are merged, where that is not the usual way. */`;
