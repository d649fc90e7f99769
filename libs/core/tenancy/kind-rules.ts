import { argoGlobMatches } from '#core/globs/argo-glob.ts';
import type { Tenant } from '#core/resources/tenant.ts';

type KindRule = NonNullable<Tenant['spec']['clusterResources']['allow']>[number];

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** True when some rule names this kind. */
function kindMatches(rules: readonly KindRule[], { group, kind }: GroupKind): boolean {
  return rules.some((rule) => argoGlobMatches(rule.group, group) && argoGlobMatches(rule.kind, kind));
}

/** Cluster-scoped kinds are closed unless allowed, and a denial wins. */
export function isClusterKindPermitted({ spec }: Tenant, kind: GroupKind): boolean {
  const { allow = [], deny = [] } = spec.clusterResources;
  return kindMatches(allow, kind) && !kindMatches(deny, kind);
}

/** Namespaced kinds are open; with an `allow` list only those on it. A denial wins. */
export function isNamespacedKindPermitted({ spec }: Tenant, kind: GroupKind): boolean {
  const { allow, deny = [] } = spec.namespaceResources;
  return (allow === undefined || kindMatches(allow, kind)) && !kindMatches(deny, kind);
}
