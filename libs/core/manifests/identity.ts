import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';

/**
 * Says what keeps a value from being a Kubernetes object that can be applied and owned; undefined when it is one. Only what
 * every kind has in common is looked at: apiVersion, kind, metadata with a fixed name, labels and annotations of text.
 * `label` is how the sentence calls the value, such as `the document`.
 */
export function findIdentityFlaw(value: JsonValue, label: string): string | undefined {
  if (!isJsonObject(value)) return `${label} is ${describeType(value)}, not a Kubernetes object`;
  const { apiVersion, kind, metadata } = value;
  if (!isFilled(kind)) return `${label} has no kind`;
  if (!isFilled(apiVersion)) return `${label} (${kind}) has no apiVersion`;
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(kind))
    return `${label} has the kind ${JSON.stringify(kind)}, which is not a valid name`;
  if (!/^(?:[a-z0-9.-]+\/)?[a-z0-9-]+$/.test(apiVersion)) {
    return `${label} (${kind}) has the apiVersion ${JSON.stringify(apiVersion)}, which is neither VERSION nor GROUP/VERSION`;
  }
  if (!isJsonObject(metadata)) return `${label} (${kind}) has no metadata`;
  return findMetadataFlaw(metadata, `${label} (${kind})`);
}

function findMetadataFlaw(metadata: JsonObject, label: string): string | undefined {
  const { name, namespace, generateName } = metadata;
  if (isAbsent(name) || name === '') {
    if (generateName === undefined) return `${label} has no metadata.name`;
    if (!isHook(metadata)) {
      return `${label} has metadata.generateName but no metadata.name: an object without a fixed name cannot be kept in sync, unless it is a hook`;
    }
  }
  const named = `${label} ${typeof name === 'string' ? name : ''}`.trimEnd();
  return (
    (isHook(metadata) && !isFilled(name)
      ? findNameFlaw(generateName ?? '', `${label}: metadata.generateName`)
      : findNameFlaw(name ?? '', `${label}: metadata.name`)) ??
    (isAbsent(namespace) ? undefined : findNameFlaw(namespace, `${named}: metadata.namespace`)) ??
    findTextMapFlaw(metadata.labels, `${named}: metadata.labels`) ??
    findTextMapFlaw(metadata.annotations, `${named}: metadata.annotations`)
  );
}

/** A hook gets its name when it runs. */
function isHook({ annotations }: JsonObject): boolean {
  return (
    isJsonObject(annotations) &&
    (annotations['argocd.argoproj.io/hook'] !== undefined || annotations['helm.sh/hook'] !== undefined)
  );
}

/** Names become path segments of API requests and of object keys, so a slash in one would name another object. */
function findNameFlaw(value: JsonValue, field: string): string | undefined {
  if (typeof value !== 'string') return `${field} is ${describeType(value)}: put it in quotes`;
  return value === '.' || value === '..' || value.length > 253 || /[/%\p{Cc}]/u.test(value)
    ? `${field} ${JSON.stringify(value.slice(0, 63))} is not a valid name`
    : undefined;
}

function findTextMapFlaw(map: JsonValue | undefined, field: string): string | undefined {
  if (isAbsent(map)) return undefined;
  if (!isJsonObject(map)) return `${field} is ${describeType(map)}, not a map`;
  const wrong = Object.entries(map).find(([, value]) => typeof value !== 'string');
  return wrong && `${field} has ${describeType(wrong[1])} under ${JSON.stringify(wrong[0])}: put it in quotes`;
}

function isAbsent(value: JsonValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function isFilled(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function describeType(value: JsonValue): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  return `the ${typeof value === 'boolean' ? 'boolean' : 'number'} ${value}`;
}
