import { compileGlobList } from '#core/globs/argo-glob.ts';
import type { ApplicationSpec } from '#core/resources/application.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { type ListedSource, sourcesOf } from '#core/sources/application-sources.ts';
import { podSecurityPrefix } from './check-object.ts';
import {
  type RuledCluster,
  isClusterPermitted,
  isNamespacePermitted,
  isProtectedNamespace,
} from './destination-rules.ts';
import { canonicalRepositoryGlob, canonicalRepositoryUrl } from './repository-url.ts';

export interface ApplicationToCheck {
  readonly tenant: Tenant;
  readonly name: string;
  readonly spec: Pick<ApplicationSpec, 'project' | 'source' | 'sources' | 'destination' | 'syncPolicy'>;
  /** The registered cluster that the destination names; undefined when there is none. */
  readonly cluster: RuledCluster | undefined;
}

/**
 * Holds an Application against its tenant's rules. The answer lists a sentence for each rule that is broken, in the order
 * project, source, destination: who wants what, which rule refuses it, what to change. Empty: permitted.
 */
export function checkApplication({ tenant, name, spec, cluster }: ApplicationToCheck): string[] {
  return [
    ...checkProject(tenant, name, spec),
    ...checkSources(tenant, name, spec),
    ...checkDestination(tenant, name, spec, cluster),
    ...checkNamespaceMetadata(tenant, name, spec),
  ];
}

function checkNamespaceMetadata(tenant: Tenant, name: string, { syncPolicy }: ApplicationToCheck['spec']): string[] {
  const labels = Object.keys(syncPolicy?.managedNamespaceMetadata?.labels ?? {}).toSorted();
  const label = labels.find((key) => key.startsWith(podSecurityPrefix));
  if (label === undefined) return [];
  return [
    `Application ${name} of tenant ${tenant.metadata.name}: only the platform team sets the label ${label}; remove it from spec.syncPolicy.managedNamespaceMetadata`,
  ];
}

function checkProject(tenant: Tenant, name: string, { project = '' }: ApplicationToCheck['spec']): string[] {
  const owner = tenant.metadata.name;
  if (project === '' || project === owner) return [];
  return [`Application ${name} of tenant ${owner} names project ${project}: leave spec.project out or write ${owner}`];
}

function checkSources(tenant: Tenant, name: string, spec: ApplicationToCheck['spec']): string[] {
  return sourcesOf(spec).flatMap((listed) => checkSource(tenant, name, listed));
}

function checkSource(tenant: Tenant, name: string, { source, field }: ListedSource): string[] {
  const owner = tenant.metadata.name;
  const wanted = canonicalRepositoryUrl(source.repoURL);
  if (!wanted.ok) return [`Application ${name} of tenant ${owner}: spec.${field}.repoURL: ${wanted.failure}`];
  if (isRepositoryPermitted(tenant, source.repoURL)) return [];
  return [
    `Application ${name} of tenant ${owner} may not deploy from ${source.repoURL}: ` +
      `no entry of sourceRepos of Tenant ${owner} allows it; the platform team can add one`,
  ];
}

/**
 * True when `sourceRepos` permits the repository. `*` stops at a slash and `**` does not, as in Argo CD's projects; a lone `*`
 * means every repository. Globs and address are compared in their canonical form, so that another spelling neither passes a
 * denial nor misses a permission.
 */
export function isRepositoryPermitted({ spec }: Tenant, repoURL: string): boolean {
  const canonical = canonicalRepositoryUrl(repoURL);
  return canonical.ok && sourceRule(spec.sourceRepos)(canonical.value);
}

type SourceRule = (canonicalUrl: string) => boolean;

/** Every Application is held against the rules of its tenant at each look. */
const sourceRules = new WeakMap<readonly string[], SourceRule>();

function sourceRule(sourceRepos: readonly string[]): SourceRule {
  const rule = sourceRules.get(sourceRepos) ?? compileGlobList(sourceRepos.map(canonicalGlob), '/');
  sourceRules.set(sourceRepos, rule);
  return rule;
}

function canonicalGlob(glob: string): string {
  const [sign, pattern] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob];
  if (pattern === '*') return `${sign}**`;
  const canonical = canonicalRepositoryGlob(pattern);
  return `${sign}${canonical.ok ? canonical.value : pattern}`;
}

function checkDestination(
  tenant: Tenant,
  name: string,
  { destination }: ApplicationToCheck['spec'],
  cluster: RuledCluster | undefined,
): string[] {
  const owner = tenant.metadata.name;
  if (!cluster) {
    const wanted = destination.name || destination.server;
    const problem = wanted ? `no cluster ${wanted} is registered` : 'the destination names no cluster';
    return [
      `Application ${name} of tenant ${owner}: ${problem}; correct spec.destination or ask the platform team to register it`,
    ];
  }
  const { namespace } = destination;
  const place = `namespace ${namespace} on cluster ${cluster.name}`;
  const refusal = `Application ${name} of tenant ${owner} may not deploy to`;
  if (namespace === '') {
    if (isClusterPermitted(tenant, cluster)) return [];
    return [
      `${refusal} cluster ${cluster.name}: no destination of Tenant ${owner} allows it; the platform team can add one`,
    ];
  }
  if (isProtectedNamespace(namespace))
    return [`${refusal} ${place}: this namespace is closed to all tenants; choose another`];
  if (isNamespacePermitted(tenant, cluster, namespace)) return [];
  return [`${refusal} ${place}: no destination of Tenant ${owner} allows it; the platform team can add one`];
}
