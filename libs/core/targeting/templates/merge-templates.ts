import { type JsonObject, type JsonValue, isJsonObject } from '#core/model/json.ts';
import type { ApplicationTemplate } from '#core/resources/application-set.ts';

type Metadata = ApplicationTemplate['metadata'];

/** The template of a generator: as the set's own, but every field may be left out, the name too. */
export interface PartialTemplate {
  readonly metadata?: { readonly [K in keyof Metadata]?: Metadata[K] | undefined } | undefined;
  readonly spec?: JsonObject | undefined;
}

/**
 * The set's template (`base`) with the one of a generator laid over it. A field the generator leaves out or leaves empty (`''`, `0`,
 * `false`, `null`, `[]`) is taken from `base`: an override cannot unset. Objects are merged field by field, labels and annotations key
 * by key; a list and `helm.valuesObject` are taken whole from one side. Source of the rules: Argo CD's merging of templates.
 */
export function mergeTemplates(base: ApplicationTemplate, override: PartialTemplate): ApplicationTemplate {
  const { name, namespace, labels, annotations, finalizers } = override.metadata ?? {};
  return {
    metadata: {
      ...base.metadata,
      ...(name ? { name } : {}),
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels: mergeTexts(base.metadata.labels, labels) } : {}),
      ...(annotations ? { annotations: mergeTexts(base.metadata.annotations, annotations) } : {}),
      ...(finalizers && finalizers.length > 0 ? { finalizers } : {}),
    },
    spec: mergeObjects(base.spec, override.spec ?? {}),
  };
}

type Texts = Record<string, string>;

function mergeTexts(base: Texts = {}, override: Texts): Texts {
  return Object.fromEntries([
    ...Object.entries(base),
    ...Object.entries(override).filter(([key, text]) => text !== '' || !Object.hasOwn(base, key)),
  ]);
}

function mergeObjects(base: JsonObject, override: JsonObject): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(override)) merged.set(key, mergeField(key, merged.get(key), value));
  return Object.fromEntries(merged);
}

function mergeField(key: string, base: JsonValue | undefined, override: JsonValue): JsonValue {
  if (base === undefined || base === null) return override;
  if (key === FREE_JSON_FIELD) return override === null ? base : override;
  if (isJsonObject(base) && isJsonObject(override)) return mergeObjects(base, override);
  return isEmpty(override) ? base : override;
}

/** Values of a chart are data, not fields of the Application: they are never merged. */
const FREE_JSON_FIELD = 'valuesObject';

function isEmpty(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === '' || value === false || value === 0 || value === 0n;
}
