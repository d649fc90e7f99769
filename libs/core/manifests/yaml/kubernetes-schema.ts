import { defineMappingTag, defineScalarTag, mergeTag, NOT_RESOLVED, Schema, seqTag, strTag } from 'js-yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { resolvePlainScalar, typedFirstCharacters } from './plain-scalar.ts';

function typedScalar(tagName: string, accepts: (value: unknown) => boolean, implicit = false) {
  return defineScalarTag(tagName, {
    implicit,
    implicitFirstChars: typedFirstCharacters,
    resolve: (source) => {
      const value = resolvePlainScalar(source);
      return value !== undefined && accepts(value) ? value : NOT_RESOLVED;
    },
    identify: () => false,
  });
}

const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';

/** One tag types all unquoted scalars in a single look; the others serve explicit tags such as `!!int "5"`. */
const scalarTags = [
  typedScalar('tag:yaml.org,2002:bool', (value) => typeof value === 'boolean'),
  typedScalar('tag:yaml.org,2002:null', (value) => value === null),
  typedScalar(
    'tag:yaml.org,2002:int',
    (value) => isNumber(value) && (typeof value === 'bigint' || Number.isInteger(value)),
  ),
  typedScalar('tag:yaml.org,2002:float', isNumber),
  typedScalar('tag:nabe.dev,2026:plain', () => true, true),
];

/** JSON objects: keys become text (`on:` is the key `true`), and a tenant's `__proto__` stays a key like any other. */
const objectTag = defineMappingTag<JsonObject>('tag:yaml.org,2002:map', {
  create: () => ({}),
  addPair: (object, key, value) => {
    const name = keyText(key);
    if (name === undefined) return 'a key must be text: put it in quotes';
    if (!isLoadedValue(value)) return `the value of ${name} has no counterpart in JSON`;
    setOwn(object, name, value);
    return '';
  },
  has: (object, key) => Object.hasOwn(object, keyText(key) ?? ''),
  keys: (object) => Object.keys(object),
  get: (object, key) => object[String(key)],
  identify: isJsonObject,
});

/** True for what this schema makes of YAML; the values inside were checked when they were put there. */
export function isLoadedValue(value: unknown): value is JsonValue {
  return value === null || ['string', 'number', 'bigint', 'boolean', 'object'].includes(typeof value);
}

function setOwn(object: JsonObject, name: string, value: JsonValue): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** Integers and booleans as keys are written out, as sigs.k8s.io/yaml does; null, collections and exponents are no keys. */
function keyText(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  if (typeof key === 'boolean' || typeof key === 'bigint') return String(key);
  if (typeof key !== 'number' || !Number.isFinite(key)) return undefined;
  const text = String(key);
  return text.includes('e') ? undefined : text;
}

/** YAML 1.1 as the Kubernetes tools read it. Tags beyond JSON's own types (`!!binary`, `!!set`, `!custom`) are errors. */
export const kubernetesSchema = new Schema([strTag, ...scalarTags, mergeTag, seqTag, objectTag]);
