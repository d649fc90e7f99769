import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import type { KustomizeOptions } from '../../resources/application-source.ts';
import { setImages } from './set-images.ts';

/**
 * Works an Application's `kustomize` block into its kustomization, field by field as `kustomize edit` would; Argo CD runs that
 * command for each. Fails with a sentence for a label that is there already, unless it may be replaced. `components` are
 * those that exist.
 */
export function editKustomization(
  fields: JsonObject,
  options: KustomizeOptions,
  components: readonly string[],
): Result<JsonObject, string> {
  const edited: JsonObject = { ...fields };
  for (const field of ['namePrefix', 'nameSuffix', 'namespace'] as const) {
    const value = options[field];
    if (value) edited[field] = value;
  }
  const images = setImages(joined(fields['images'], fields['imageTags']), options.images ?? []);
  if (!images.ok) return images;
  if (options.images?.length) Object.assign(edited, { images: images.value, imageTags: [] });
  const replicas = setReplicas(fields['replicas'], options);
  if (!replicas.ok) return replicas;
  if (options.replicas?.length) edited['replicas'] = replicas.value;
  const labels = addLabels(edited, options);
  if (!labels.ok) return labels;
  Object.assign(edited, labels.value);
  const annotations = addAnnotations(edited, options);
  if (!annotations.ok) return annotations;
  Object.assign(edited, annotations.value);
  const patches = (options.patches ?? []).map((patch): JsonValue => JSON.parse(JSON.stringify(patch)));
  if (patches.length > 0) edited['patches'] = joined(fields['patches'], patches);
  const own = joined(fields['components'], undefined);
  const missing = components.filter((component) => !own.includes(component));
  if (missing.length > 0) edited['components'] = [...own, ...missing];
  return succeed(edited);
}

function joined(first: JsonValue | undefined, second: JsonValue | undefined): JsonValue[] {
  return [first, second].flatMap((list) => (Array.isArray(list) ? list : []));
}

function setReplicas(
  existing: JsonValue | undefined,
  { replicas = [] }: KustomizeOptions,
): Result<JsonValue[], string> {
  const counts = new Map<string, JsonValue>();
  for (const item of joined(existing, undefined)) {
    if (isJsonObject(item) && typeof item['name'] === 'string') counts.set(item['name'], item);
  }
  for (const { name, count } of replicas) {
    if (!/^[+-]?\d+$/.test(String(count)))
      return fail(`kustomize.replicas: the count of ${name} is ${JSON.stringify(count)}: give a whole number`);
    counts.set(name, { name, count: Number(count) });
  }
  return succeed([...counts.values()]);
}

function addLabels(fields: JsonObject, options: KustomizeOptions): Result<JsonObject, string> {
  const { commonLabels = {}, labelWithoutSelector = false, labelIncludeTemplates = false } = options;
  const force = options.forceCommonLabels === true;
  if (Object.keys(commonLabels).length === 0) return succeed({});
  if (labelIncludeTemplates && !labelWithoutSelector)
    return fail('kustomize.labelIncludeTemplates needs labelWithoutSelector: set both');
  if (!labelWithoutSelector) {
    const added = addTexts(fields['commonLabels'], commonLabels, force, 'Label');
    return added.ok ? succeed({ commonLabels: added.value }) : added;
  }
  const labels = joined(fields['labels'], undefined);
  const index = labels.findIndex((label) => isJsonObject(label) && hasSettings(label, labelIncludeTemplates));
  const found = labels[index];
  const pairs = addTexts(isJsonObject(found) ? found['pairs'] : {}, commonLabels, force, 'Label');
  if (!pairs.ok) return pairs;
  const label = {
    ...(isJsonObject(found) ? found : {}),
    pairs: pairs.value,
    ...(labelIncludeTemplates ? { includeTemplates: true } : {}),
  };
  return succeed({ labels: index < 0 ? [...labels, label] : labels.with(index, label) });
}

function hasSettings(label: JsonObject, includeTemplates: boolean): boolean {
  return label['includeSelectors'] !== true && (label['includeTemplates'] === true) === includeTemplates;
}

function addAnnotations(
  fields: JsonObject,
  { commonAnnotations = {}, forceCommonAnnotations }: KustomizeOptions,
): Result<JsonObject, string> {
  if (Object.keys(commonAnnotations).length === 0) return succeed({});
  const force = forceCommonAnnotations === true;
  const added = addTexts(fields['commonAnnotations'], commonAnnotations, force, 'Annotation');
  return added.ok ? succeed({ commonAnnotations: added.value }) : added;
}

function addTexts(
  existing: JsonValue | undefined,
  added: Readonly<Record<string, string>>,
  force: boolean,
  what: 'Label' | 'Annotation',
): Result<JsonObject, string> {
  const texts = isJsonObject(existing) ? existing : {};
  const taken = Object.keys(added).find((name) => Object.hasOwn(texts, name));
  if (taken === undefined || force) return succeed({ ...texts, ...added });
  return fail(
    `kustomize.common${what}s: ${taken} is in the kustomization already: remove one, or set forceCommon${what}s`,
  );
}
