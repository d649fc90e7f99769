import { describe, expect, it } from 'vitest';
import { HUB_CLUSTER_RULES } from './hub-rules.ts';
import { spokeSetup } from './spoke-setup.ts';
import { TENANT_RULES } from './tenant-rules.ts';

describe('spokeSetup', () => {
  it('applies namespaces, then the identity, then roles, then bindings', () => {
    expect(spokeSetup().map(({ path }) => path.replace(/^.*\/v1\//, ''))).toEqual([
      'namespaces/nabe-system',
      'namespaces/nabe-tenants',
      'namespaces/nabe-system/serviceaccounts/nabe-hub',
      'clusterroles/nabe-tenant-base',
      'clusterroles/nabe-tenant',
      'clusterroles/nabe-hub-base',
      'clusterroles/nabe-hub',
      'clusterrolebindings/nabe-hub',
      'namespaces/nabe-tenants/roles/nabe-hub',
      'namespaces/nabe-tenants/rolebindings/nabe-hub',
    ]);
  });

  it('lets the hub act as tenants in one namespace only', () => {
    const impersonating = spokeSetup().filter(({ manifest }) => JSON.stringify(manifest).includes('impersonate'));
    expect(impersonating.map(({ path }) => path)).toEqual([
      '/apis/rbac.authorization.k8s.io/v1/namespaces/nabe-tenants/roles/nabe-hub',
    ]);
  });
});

describe('the rules of the hub', () => {
  it('hold no right on Secrets, and no wildcard in the core group or over groups', () => {
    const core = HUB_CLUSTER_RULES.filter(({ apiGroups }) => apiGroups.includes('')).flatMap(
      ({ resources }) => resources,
    );
    expect(core.filter((resource) => /secrets|\*|\//.test(resource))).toEqual([]);
    expect(HUB_CLUSTER_RULES.flatMap(({ apiGroups }) => apiGroups)).not.toContain('*');
  });

  it('never hold escalate or every verb, and bind one role only', () => {
    const verbs = new Set(HUB_CLUSTER_RULES.flatMap((rule) => rule.verbs));
    expect([...verbs].toSorted()).toEqual(['bind', 'create', 'delete', 'get', 'list', 'patch', 'update', 'watch']);
    expect(
      HUB_CLUSTER_RULES.filter((rule) => rule.verbs.includes('bind')).map((rule) => rule['resourceNames']),
    ).toEqual([['nabe-tenant']]);
  });
});

describe('the rules of a tenant', () => {
  it.each(['roles', 'rolebindings', 'pods/exec', 'serviceaccounts/token', '*'])('hold no right on %s', (resource) => {
    expect(TENANT_RULES.flatMap(({ resources }) => resources)).not.toContain(resource);
  });

  it.each(['resourcequotas', 'limitranges', 'endpoints', 'namespaces'])('let it read %s and no more', (resource) => {
    const verbs = TENANT_RULES.filter(({ resources }) => resources.includes(resource)).flatMap((rule) => rule.verbs);
    expect(verbs).toEqual(['get', 'list', 'watch']);
  });
});
