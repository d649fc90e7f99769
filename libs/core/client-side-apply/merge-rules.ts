import { type Manifest, parseApiVersion } from '../model/manifest.ts';
import { MERGE_KEYS } from './merge-keys.gen.ts';

/** How one field is merged, where that is not the usual way: objects field by field, lists and plain values as a whole. */
export interface MergeRule {
  /** A list whose elements are merged: those with the same value here belong together. Empty for lists of plain values. */
  readonly key?: string;
  /** Of an object (or of the elements of a list): fields that nobody states are not kept. */
  readonly retainKeys?: true;
  /** An object that is taken as a whole. */
  readonly replace?: true;
  /** The rules of the fields below, by type. */
  readonly type?: string;
}

export type MergeRules = Readonly<Record<string, MergeRule>>;

/** What the API server's OpenAPI document says of the kinds that come with Kubernetes, less what is usual. */
export interface MergeKeys {
  /** The type of each `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, MergeRules>>;
}

const METADATA = 'ObjectMeta';

/** Of every kind, also of those that the document does not know: a finalizer that somebody else has added stays. */
const metadataRules: MergeRules = { finalizers: { key: '' }, ownerReferences: { key: 'uid' } };

/** The rules for the fields of a kind. */
export function rulesOfKind({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): MergeRules {
  const { group, version } = parseApiVersion(apiVersion);
  const type = own(MERGE_KEYS.kinds, `${group}/${version}/${kind}`);
  return { ...rulesOfType(type), metadata: { type: METADATA } };
}

export function rulesOfType(type: string | undefined): MergeRules {
  if (type === undefined) return {};
  return type === METADATA ? metadataRules : (own(MERGE_KEYS.types, type) ?? {});
}

export function ruleOf(rules: MergeRules, field: string): MergeRule {
  return own(rules, field) ?? {};
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
