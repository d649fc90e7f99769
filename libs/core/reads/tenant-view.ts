import { tenantNamespace } from '../resources/metadata.ts';
import type { Tenant, TenantSpec } from '../resources/tenant.ts';
import type { ApplicationCounts } from './applications/application-counts.ts';
import { type ConditionView, readinessOf, type ReadinessView, viewConditions } from './readiness.ts';

export interface TenantView extends ReadinessView, Pick<TenantSpec, (typeof SHOWN)[number]> {
  readonly name: string;
  /** The namespace it owns on the management cluster; '' until that exists. */
  readonly namespace: string;
  readonly applications: ApplicationCounts;
  readonly conditions: readonly ConditionView[];
  readonly createdAt: string;
}

const SHOWN = [
  'sourceRepos',
  'destinations',
  'clusterResources',
  'namespaceResources',
  'configSources',
  'quota',
] as const;

export function viewTenant({ metadata, spec, status }: Tenant, applications: ApplicationCounts): TenantView {
  return {
    name: metadata.name,
    namespace: status.namespace ?? tenantNamespace(metadata.name),
    ...readinessOf(status.conditions),
    sourceRepos: spec.sourceRepos,
    destinations: spec.destinations,
    clusterResources: spec.clusterResources,
    namespaceResources: spec.namespaceResources,
    configSources: spec.configSources,
    quota: spec.quota,
    applications,
    conditions: viewConditions(status.conditions),
    createdAt: metadata.creationTimestamp ?? '',
  };
}
