import { isDeepEqual } from '../model/deep-equal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { mergeLists, type ThreeForms } from './merge-lists.ts';
import type { MergeRule, MergeRules } from './merge-rule.ts';
import { ruleOf, rulesOfType } from './merge-rules.ts';

/**
 * What `kubectl apply` makes of an object on the client's side: what is wanted, what others have added to it, and nothing of what was
 * applied last and is wanted no longer. A field that is wanted as null is taken away. The arguments are not changed.
 * Rule: Kubernetes' strategic merge patch; kinds without rules are merged as by JSON merge patch.
 */
export function mergeObjects(
  last: JsonObject,
  wanted: JsonObject,
  live: JsonObject,
  rules: MergeRules,
  keeps: (field: string) => boolean = (field) => (own(last, field) ?? null) === null,
): JsonObject {
  const kept = Object.entries(live).filter(([field]) => !Object.hasOwn(wanted, field) && keeps(field));
  const stated = Object.entries(wanted)
    .filter(([, value]) => value !== null)
    .map(([field, value]): [string, JsonValue] => {
      const forms = { last: own(last, field), wanted: value, live: own(live, field) };
      return [field, mergeValues(forms, ruleOf(rules, field))];
    });
  return Object.fromEntries([...kept, ...stated]);
}

function mergeValues({ last, wanted, live }: ThreeForms, rule: MergeRule): JsonValue {
  if (rule.replace === true || live === undefined) return withoutNulls(wanted);
  if (isJsonObject(wanted) && isJsonObject(live)) return mergeMembers({ last, wanted, live }, wanted, live, rule);
  if (Array.isArray(wanted) && Array.isArray(live) && rule.key !== undefined) {
    const before = Array.isArray(last) ? last : [];
    const mergeElements = (forms: ThreeForms) => mergeValues(forms, withoutKey(rule));
    return mergeLists({ last: before, wanted, live }, rule.key, mergeElements) ?? wanted;
  }
  return isDeepEqual(live, wanted) ? live : wanted;
}

/** With retainKeys the fields exclude each other: one that nobody wants has to go, whoever made it. */
function mergeMembers({ last }: ThreeForms, wanted: JsonObject, live: JsonObject, rule: MergeRule): JsonObject {
  const before = isJsonObject(last) ? last : {};
  const rules = rulesOfType(rule.type);
  return rule.retainKeys === true
    ? mergeObjects(before, wanted, live, rules, () => false)
    : mergeObjects(before, wanted, live, rules);
}

function withoutKey({ key: _, ...rule }: MergeRule): MergeRule {
  return rule;
}

/** A null in what is created asks for nothing. */
function withoutNulls(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)]));
}

function own(object: JsonObject, field: string): JsonValue | undefined {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}
