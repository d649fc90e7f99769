import { type Manifest, parseApiVersion } from '../model/objects/manifest.ts';
import { MERGE_KEYS } from './merge-keys.gen.ts';
import type { MergeRule, MergeRules } from './merge-rule.ts';

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
