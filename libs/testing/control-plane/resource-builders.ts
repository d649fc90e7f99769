import { Application } from '#core/resources/application.ts';
import { ApplicationSet } from '#core/resources/application-set.ts';
import { Cluster } from '#core/resources/cluster.ts';
import { SYSTEM_NAMESPACE, tenantNamespace } from '#core/resources/metadata.ts';
import { Repository } from '#core/resources/repository.ts';
import { Tenant } from '#core/resources/tenant.ts';

/** Small valid resources for tests: parsed like real ones, so that defaults are filled in. A test states only what it is about. */
interface Parts {
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
}

export const BUILT_AT = '2026-01-02T03:04:05Z';

export function buildApplication(
  tenant: string,
  name: string,
  { metadata, spec, status = {} }: Parts = {},
): Application {
  return Application.parse({
    metadata: { namespace: tenantNamespace(tenant), name, creationTimestamp: BUILT_AT, ...metadata },
    spec: {
      source: { repoURL: `https://git.example/${tenant}/apps.git`, path: name, targetRevision: 'main' },
      destination: { name: 'prod-eu', namespace: 'shop' },
      ...spec,
    },
    status,
  });
}

export function buildCluster(name: string, { metadata, spec, status = { phase: 'Ready' } }: Parts = {}): Cluster {
  return Cluster.parse({
    metadata: { namespace: SYSTEM_NAMESPACE, name, creationTimestamp: BUILT_AT, ...metadata },
    spec: { server: `https://${name}.example:6443`, credentialsRef: { name: `cluster-${name}` }, ...spec },
    status,
  });
}

export function buildTenant(name: string, { metadata, spec = {}, status = {} }: Parts = {}): Tenant {
  return Tenant.parse({ metadata: { name, creationTimestamp: BUILT_AT, ...metadata }, spec, status });
}

export function buildRepository(tenant: string, name: string, { metadata, spec, status = {} }: Parts = {}): Repository {
  return Repository.parse({
    metadata: { namespace: tenantNamespace(tenant), name, creationTimestamp: BUILT_AT, ...metadata },
    spec: { url: `https://git.example/${tenant}/${name}.git`, ...spec },
    status,
  });
}

export function buildApplicationSet(
  tenant: string,
  name: string,
  { metadata, spec, status = {} }: Parts = {},
): ApplicationSet {
  return ApplicationSet.parse({
    metadata: { namespace: tenantNamespace(tenant), name, creationTimestamp: BUILT_AT, ...metadata },
    spec: {
      generators: [{ list: { elements: [] } }],
      template: { metadata: { name: '{{name}}' }, spec: {} },
      ...spec,
    },
    status,
  });
}
