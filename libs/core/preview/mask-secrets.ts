import { lastAppliedAnnotation } from '../client-side-apply/last-applied-annotation.ts';
import { toBase64 } from '../model/text/base64-text.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';

/**
 * The forms of one Secret (as it is, as git has it, as it would be) with each value replaced by a name such as `(secret 1)`: the same value
 * has the same name in all of them, so that a reader sees what is equal and what is not, and nothing else (law 8). `stringData`
 * becomes `data`, as the API server does it, before values are compared.
 */
export function maskSecrets(forms: readonly (JsonObject | undefined)[]): (JsonObject | undefined)[] {
  const names = new Map<string, string>();
  const nameOf = (value: JsonValue) => {
    const text = canonicalJson(value);
    const name = names.get(text) ?? `(secret ${names.size + 1})`;
    names.set(text, name);
    return name;
  };
  return forms.map((form) => (form === undefined ? undefined : maskSecret(form, nameOf)));
}

export function isSecret({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return group === '' && kind === 'Secret';
}

function maskSecret({ data, stringData, metadata, ...others }: JsonObject, nameOf: NameOf): JsonObject {
  return {
    ...others,
    ...(metadata !== undefined && { metadata: maskMetadata(metadata, nameOf) }),
    ...maskData(data, stringData, nameOf),
  };
}

type NameOf = (value: JsonValue) => string;

function maskData(data: JsonValue | undefined, stringData: JsonValue | undefined, nameOf: NameOf): JsonObject {
  if (data === undefined && stringData === undefined) return {};
  const isReadable = [data ?? {}, stringData ?? {}].every(isJsonObject);
  if (!isReadable) return { data: nameOf([data ?? null, stringData ?? null]) };
  const written = Object.entries(isJsonObject(stringData) ? stringData : {}).map(
    ([key, value]): [string, JsonValue] => [key, typeof value === 'string' ? toBase64(value) : value],
  );
  const all = Object.entries({ ...(isJsonObject(data) ? data : {}), ...Object.fromEntries(written) });
  return { data: Object.fromEntries(all.toSorted(byKey).map(([key, value]) => [key, nameOf(value)])) };
}

function maskMetadata(metadata: JsonValue, nameOf: NameOf): JsonValue {
  if (!isJsonObject(metadata) || !isJsonObject(metadata['annotations'])) return metadata;
  const { annotations } = metadata;
  const copy = annotations[lastAppliedAnnotation];
  if (copy === undefined) return metadata;
  return { ...metadata, annotations: { ...annotations, [lastAppliedAnnotation]: nameOf(copy) } };
}

function byKey([a]: readonly [string, JsonValue], [b]: readonly [string, JsonValue]): number {
  return a < b ? -1 : 1;
}
