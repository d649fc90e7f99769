import type { LabelSelector } from '#core/model/objects/label-selector.ts';

/** Values of labels follow Kubernetes' syntax; parameters (URLs, paths) may be any text. */
export type SelectorValues = 'label-values' | 'any-text';

const namePart = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const prefixPart = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with a selector by Kubernetes' rules for label selectors, as a sentence; undefined when nothing is. */
export function findSelectorMistake(selector: LabelSelector, values: SelectorValues): string | undefined {
  const equalities = Object.entries(selector.matchLabels ?? {});
  const expressions = selector.matchExpressions ?? [];
  const keys = [...equalities.map(([key]) => key), ...expressions.map(({ key }) => key)];
  const badKey = keys.find((key) => !isLabelKey(key));
  if (badKey !== undefined) return `${JSON.stringify(badKey)} is not a label key`;
  for (const { key, operator, values: wanted = [] } of expressions) {
    const needsValues = operator === 'In' || operator === 'NotIn';
    if (needsValues && wanted.length === 0) return `operator ${operator} of key ${JSON.stringify(key)} needs values`;
    if (!needsValues && wanted.length > 0) return `operator ${operator} of key ${JSON.stringify(key)} takes no values`;
  }
  if (values === 'any-text') return undefined;
  const texts = [...equalities.map(([, value]) => value), ...expressions.flatMap(({ values: wanted = [] }) => wanted)];
  const badValue = texts.find((text) => text !== '' && !namePart.test(text));
  return badValue === undefined ? undefined : `${JSON.stringify(badValue)} is not a label value`;
}

function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) return namePart.test(key);
  const prefix = key.slice(0, slash);
  return prefix.length <= 253 && prefixPart.test(prefix) && namePart.test(key.slice(slash + 1));
}
