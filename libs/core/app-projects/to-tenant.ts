import { argoGlobMatches } from '#core/globs/argo-glob.ts';
import type { TenantSpec } from '#core/resources/tenant.ts';
import type { AppProject, ProjectDestination, ProjectKindRule, ProjectSpec } from './app-project.ts';

/** A cluster that is registered, by the name and the address it has here. */
export interface RegisteredCluster {
  readonly name: string;
  readonly server: string;
}

type Rules = Pick<
  TenantSpec,
  'sourceRepos' | 'destinations' | 'clusterResources' | 'namespaceResources' | 'syncWindows'
>;
type TenantDestination = Rules['destinations'][number];
type TenantWindow = NonNullable<Rules['syncWindows']>[number];

/** The rules of a Tenant, and what of the project they do not say: sentences, for whoever hands it over. */
export interface TranslatedProject {
  readonly rules: Rules;
  readonly notes: readonly string[];
}

/**
 * Translates an AppProject into the rules of a Tenant of its name. What a Tenant cannot say is left closed, never opened, and noted.
 * Addresses of clusters become the names of registered ones: `clusters` are all of them.
 */
export function toTenantRules(
  { metadata, spec }: AppProject,
  clusters: readonly RegisteredCluster[],
): TranslatedProject {
  const notes: string[] = [];
  const note = (text: string) => void notes.push(`AppProject ${metadata.name}: ${text}`);
  const syncWindows = (spec.syncWindows ?? []).flatMap((window) => windowOf(window, note));
  const rules = {
    sourceRepos: sourcesOf(spec),
    destinations: destinationsOf(spec, clusters, note),
    clusterResources: clusterKindsOf(spec, note),
    namespaceResources: namespacedKindsOf(spec),
    ...(syncWindows.length > 0 && { syncWindows }),
  };
  const lost = ['roles', 'orphanedResources', 'signatureKeys', 'sourceIntegrity', 'destinationServiceAccounts'];
  for (const field of lost.filter((name) => isFilled(spec[name]))) note(`spec.${field} has no counterpart in a Tenant`);
  if (isFilled(spec.sourceNamespaces))
    note('spec.sourceNamespaces has no counterpart: a tenant has one namespace of its own for Applications');
  return { rules, notes };
}

/** To Argo CD a denial that does not hit allows: with one of them every other repository is open. */
function sourcesOf({ sourceRepos }: ProjectSpec): string[] {
  const entries = (sourceRepos ?? []).filter((entry) => entry !== '');
  return entries.some(isDenial) ? [...new Set(['*', ...entries])] : entries;
}

function destinationsOf(
  { destinations }: ProjectSpec,
  clusters: readonly RegisteredCluster[],
  note: (text: string) => void,
): TenantDestination[] {
  const entries = destinations ?? [];
  if (entries.some(({ name, server }) => isDenial(name) || isDenial(server))) {
    note(
      'a destination denies a cluster, which a Tenant cannot say: no destination is translated; list the clusters instead',
    );
    return [];
  }
  return entries.flatMap((entry) => destinationOf(entry, clusters, note));
}

function destinationOf(
  { name, server, namespace }: ProjectDestination,
  clusters: readonly RegisteredCluster[],
  note: (text: string) => void,
): TenantDestination[] {
  if (namespace === '') return [];
  const namespaces = isDenial(namespace) ? ['*', namespace] : [namespace];
  if (name === '*' || server === '*') return [{ cluster: '*', namespaces }];
  const byName = name === '' ? [] : [name];
  const byServer =
    server === ''
      ? []
      : clusters.filter((cluster) => argoGlobMatches(server, cluster.server)).map((cluster) => cluster.name);
  if (server !== '' && byServer.length === 0) note(`no registered cluster has the address ${server}`);
  return [...new Set([...byName, ...byServer])].map((cluster) => ({ cluster, namespaces }));
}

/** A rule for single names would open the whole kind, so it is left out; denied, it closes the whole kind. */
function clusterKindsOf(spec: ProjectSpec, note: (text: string) => void): Rules['clusterResources'] {
  const allowed = spec.clusterResourceWhitelist ?? [];
  for (const { kind, name } of allowed.filter((rule) => rule.name !== ''))
    note(
      `clusterResourceWhitelist allows ${kind} of the names ${name} only, which a Tenant cannot say: it is left out`,
    );
  const denied = spec.clusterResourceBlacklist ?? [];
  for (const { kind, name } of denied.filter((rule) => rule.name !== ''))
    note(`clusterResourceBlacklist denies ${kind} of the names ${name}: a Tenant denies the whole kind`);
  return lists(allowed.filter(({ name }) => name === '').map(kindOf), denied.map(kindOf));
}

function namespacedKindsOf({ namespaceResourceWhitelist, namespaceResourceBlacklist }: ProjectSpec) {
  return lists(namespaceResourceWhitelist?.map(kindOf), (namespaceResourceBlacklist ?? []).map(kindOf));
}

function lists(allow: KindGlob[] | undefined, deny: KindGlob[]): Rules['clusterResources'] {
  return { ...(allow !== undefined && { allow }), ...(deny.length > 0 && { deny }) };
}

interface KindGlob {
  group: string;
  kind: string;
}

function kindOf({ group, kind }: ProjectKindRule): KindGlob {
  return { group, kind };
}

function windowOf(
  window: NonNullable<ProjectSpec['syncWindows']>[number],
  note: (text: string) => void,
): TenantWindow[] {
  const { kind, schedule, duration, timeZone, applications, namespaces, clusters } = window;
  if (kind !== 'allow' && kind !== 'deny') {
    note(`a sync window of the kind ${JSON.stringify(kind)} counts for nothing: it is left out`);
    return [];
  }
  const { andOperator, manualSync, syncOverrun, description } = window;
  const globs = { applications, namespaces, clusters };
  const switches = { andOperator, manualSync, syncOverrun, timeZone, description };
  const given = Object.entries({ ...globs, ...switches }).filter(([, value]) => value !== undefined);
  return [{ kind, schedule, duration, ...Object.fromEntries(given) }];
}

function isDenial(pattern: string): boolean {
  return pattern.startsWith('!');
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}
