import { findRefusedFields, findRefusedSpec } from '../manifests/source/refused-fields.ts';
import { fail, succeed, type Result } from '../model/result.ts';
import type { Application } from '../resources/application.ts';
import type { Cluster } from '../resources/cluster.ts';
import { tenantOfNamespace } from '../resources/metadata.ts';
import type { Tenant } from '../resources/tenant.ts';
import { type ListedSource, sourcesOf } from '../sources/application-sources.ts';
import type { Blocker } from '../status/blocker.ts';
import { checkApplication } from '../tenancy/check-application.ts';

/** From where, to where and for whom an Application is synced. */
export interface SyncTarget {
  readonly tenant: Tenant;
  readonly cluster: Cluster;
  /** At least one. */
  readonly sources: readonly ListedSource[];
  /** For objects that name none; '' when the Application gives none. */
  readonly namespace: string;
}

export interface TargetFacts {
  /** Of the Application's namespace; undefined when there is no such Tenant. */
  readonly tenant: Tenant | undefined;
  /** All registered ones. */
  readonly clusters: readonly Cluster[];
}

/** Settles an Application's target, or says what stands in the way and who can remove it. */
export function locateTarget(application: Application, { tenant, clusters }: TargetFacts): Result<SyncTarget, Blocker> {
  const { metadata, spec } = application;
  if (tenant === undefined) return fail(tenantMissing(metadata));
  const sources = sourcesOf(spec);
  const refused = findRefusedSpec(spec) ?? sources.map(({ source }) => findRefusedFields(source)).find(Boolean);
  if (refused !== undefined) return fail(notSupported(refused));
  const cluster = findCluster(clusters, spec.destination);
  const mistakes = checkApplication({
    tenant,
    name: metadata.name,
    spec,
    cluster: cluster && { name: cluster.metadata.name, labels: cluster.metadata.labels },
  });
  if (mistakes.length > 0) return fail({ reason: 'Refused', message: `${mistakes.join('. ')}.`, retry: 'on-change' });
  if (cluster === undefined) throw new Error('a destination without a cluster was not refused');
  if (cluster.status.phase === 'IdentityChanged') return fail(identityChanged(cluster));
  return succeed({ tenant, cluster, sources, namespace: spec.destination.namespace });
}

/** The registered cluster a destination names; by name, or by the address of its API server. */
export function findCluster(clusters: readonly Cluster[], destination: NamedCluster): Cluster | undefined {
  return clusters.find((cluster) => isNamed(cluster, destination));
}

/** As in an Application's destination: the name counts, where there is one. */
interface NamedCluster {
  readonly name?: string | undefined;
  readonly server?: string | undefined;
}

/** Whether a destination names this cluster. For whoever has one cluster and many Applications: it looks through no list. */
export function isNamed({ metadata, spec }: Cluster, { name, server }: NamedCluster): boolean {
  if (name) return metadata.name === name;
  return server !== undefined && withoutSlash(spec.server) === withoutSlash(server);
}

function withoutSlash(server: string): string {
  return server.replace(/\/+$/, '');
}

function tenantMissing({ namespace, name }: Application['metadata']): Blocker {
  const tenant = tenantOfNamespace(namespace) ?? namespace;
  const message = `Application ${name}: there is no Tenant ${tenant}. The platform team has to register it.`;
  return { reason: 'TenantMissing', message, retry: 'on-change' };
}

/** The inventory's UIDs belong to the cluster that was registered; what answers now may be anybody's. */
function identityChanged({ metadata }: Cluster): Blocker {
  const message = `Cluster ${metadata.name} answers with another identity than the one registered: nothing is applied to it. The platform team has to register it anew.`;
  return { reason: 'ClusterIdentityChanged', message, retry: 'on-change' };
}

function notSupported(why: string): Blocker {
  return { reason: 'NotSupported', message: `Not synced: ${why}.`, retry: 'on-change' };
}
