import { negatableGlobMatches } from '#core/globs/argo-glob.ts';
import { listMatches } from '#core/globs/list-matches.ts';
import { compilePathPattern } from '#core/globs/path-match.ts';
import type { AppProject, ProjectDestination, ProjectKindRule } from './app-project.ts';
import { normalizeGitUrl } from './normalize-git-url.ts';

/** A cluster as an Application's destination knows it; '' where it does not. */
export interface ProjectCluster {
  readonly server: string;
  readonly name: string;
}

export interface ProjectResource {
  readonly group: string;
  readonly kind: string;
  /** Counts for cluster-scoped kinds only. */
  readonly name?: string | undefined;
  readonly namespaced: boolean;
}

/**
 * May Applications of the project come from this repository? `*` stops at a slash, a lone `*` does not; a `!` denies and, where it does
 * not hit, allows. Rule, like all in this file: Argo CD's, quirks included.
 */
export function isSourcePermitted({ spec }: AppProject, repoURL: string): boolean {
  const source = normalizeGitUrl(repoURL);
  let isMatched = false;
  for (const entry of spec.sourceRepos ?? []) {
    const isDenial = entry.startsWith('!');
    const pattern = isDenial ? `!${normalizeGitUrl(entry.slice(1))}` : normalizeGitUrl(entry);
    const isHit = pattern === '*' || negatableGlobMatches(pattern, source, '/');
    if (isHit) isMatched = true;
    else if (isDenial) return false;
  }
  return isMatched;
}

/**
 * May they go to this namespace of this cluster? `undefined` is a cluster nobody knows. `projectClusters` are those scoped to the
 * project; they only count where it permits no others.
 */
export function isDestinationPermitted(
  { spec }: AppProject,
  cluster: ProjectCluster | undefined,
  namespace: string,
  projectClusters: readonly ProjectCluster[] = [],
): boolean {
  if (cluster === undefined) return false;
  const answers = (spec.destinations ?? []).map((destination) => judgeDestination(destination, cluster, namespace));
  if (!answers.includes('allows') || answers.includes('denies')) return false;
  if (spec.permitOnlyProjectScopedClusters !== true) return true;
  return projectClusters.some(({ name, server }) => name === cluster.name || server === cluster.server);
}

function judgeDestination(
  rule: ProjectDestination,
  { server, name }: ProjectCluster,
  namespace: string,
): 'allows' | 'denies' | 'silent' {
  const isNamed = name !== '' && matches(rule.name, name);
  const isServer = server !== '' && matches(rule.server, server);
  const isNamespace = matches(rule.namespace, namespace);
  if ((isServer || isNamed) && isNamespace) return 'allows';
  return isDenied(rule.name, isNamed) || isDenied(rule.server, isServer) || isDenied(rule.namespace, isNamespace)
    ? 'denies'
    : 'silent';
}

/** May they hold this object? Namespaced kinds are open unless there is a list; cluster-scoped ones are closed unless listed. */
export function isResourcePermitted({ spec }: AppProject, resource: ProjectResource): boolean {
  const { group, kind, name = '', namespaced } = resource;
  if (namespaced) {
    const { namespaceResourceWhitelist: allowed, namespaceResourceBlacklist: denied } = spec;
    const names = (rule: ProjectKindRule) => ruleNames(rule, group, kind);
    return (allowed?.some(names) ?? true) && !(denied?.some(names) ?? false);
  }
  const { clusterResourceWhitelist: allowed, clusterResourceBlacklist: denied } = spec;
  const names = (rule: ProjectKindRule) =>
    ruleNames(rule, group, kind) && (rule.name === '' || pathMatches(rule.name, name));
  return (allowed?.some(names) ?? false) && !(denied?.some(names) ?? false);
}

/** May an Application in this namespace use the project? Always in the namespace of Argo CD itself. */
export function isAppNamespacePermitted({ spec }: AppProject, namespace: string, controlNamespace: string): boolean {
  return namespace === controlNamespace || listMatches(spec.sourceNamespaces ?? [], namespace, 'regexp');
}

function ruleNames(rule: ProjectKindRule, group: string, kind: string): boolean {
  return pathMatches(rule.kind, kind) && pathMatches(rule.group, group);
}

function isDenied(pattern: string, isMatched: boolean): boolean {
  return !isMatched && pattern.startsWith('!');
}

function matches(pattern: string, text: string): boolean {
  return pattern === '*' || negatableGlobMatches(pattern, text);
}

function pathMatches(pattern: string, text: string): boolean {
  const compiled = compilePathPattern(pattern);
  return compiled.ok && compiled.value(text);
}
