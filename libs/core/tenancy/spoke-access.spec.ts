import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { Tenant } from '#core/resources/tenant.ts';
import { type ObservedAccessObject, compareSpokeAccess } from './compare-spoke-access.ts';
import { spokeAccess } from './spoke-access.ts';

const red = Tenant.parse({
  metadata: { name: 'red' },
  spec: { destinations: [{ cluster: 'prod', namespaces: ['red-core', 'red-*', '!red-no'] }] },
});
const blue = Tenant.parse({
  metadata: { name: 'blue' },
  spec: { destinations: [{ cluster: 'lab', namespaces: ['*'] }] },
});
const cluster = { name: 'prod', labels: {} };
const applications = [
  { tenant: 'red', namespace: 'red-web', createNamespace: true },
  { tenant: 'red', namespace: 'red-web', createNamespace: true },
  { tenant: 'red', namespace: 'red-no', createNamespace: true },
  { tenant: 'red', namespace: 'kube-system', createNamespace: true },
  { tenant: 'blue', namespace: 'blue-web', createNamespace: true },
];
const desired = spokeAccess({ cluster, tenants: [red, blue], applications, clusterKinds: [] });

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

function observe(manifest: Manifest): ObservedAccessObject {
  return { manifest, uid: `uid of ${nameOf(manifest)}` };
}

describe('spokeAccess', () => {
  it('opens just the permitted namespaces to just the tenants of this cluster', () => {
    expect(desired.objects.map(nameOf)).toEqual([
      'ServiceAccount nabe-tenants/red',
      'RoleBinding red-core/nabe-tenant-red',
      'RoleBinding red-web/nabe-tenant-red',
    ]);
    expect(desired.createNamespaces).toEqual(['red-web']);
  });

  it('binds the tenant role to the identity that is impersonated', () => {
    expect(desired.objects[1]).toEqual({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: {
        name: 'nabe-tenant-red',
        namespace: 'red-core',
        labels: { 'nabe.dev/tenant': 'red', 'app.kubernetes.io/managed-by': 'nabe' },
      },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'nabe-tenant' },
      subjects: [{ kind: 'ServiceAccount', namespace: 'nabe-tenants', name: 'red' }],
    });
  });

  it('grants allowed cluster-scoped kinds, Namespaces by name only', () => {
    const allow = [
      { group: 'storage.k8s.io', kind: '*' },
      { group: '', kind: 'Namespace' },
    ];
    const tenant = Tenant.parse({ ...red, spec: { ...red.spec, clusterResources: { allow } } });
    const clusterKinds = [
      { group: 'storage.k8s.io', kind: 'StorageClass', resource: 'storageclasses' },
      { group: '', kind: 'Namespace', resource: 'namespaces' },
      { group: '', kind: 'Node', resource: 'nodes' },
    ];
    const { objects } = spokeAccess({ cluster, tenants: [tenant], applications: [], clusterKinds });
    const role = objects.find(({ kind }) => kind === 'ClusterRole');
    expect(role?.rules).toEqual([
      {
        apiGroups: ['storage.k8s.io'],
        resources: ['storageclasses'],
        verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      },
      {
        apiGroups: [''],
        resources: ['namespaces'],
        resourceNames: ['red-core'],
        verbs: ['delete', 'get', 'patch', 'update'],
      },
    ]);
  });
});

describe('compareSpokeAccess', () => {
  const complete = { namespaces: ['nabe-tenants', 'red-core', 'red-web'], objects: desired.objects.map(observe) };

  it('asks for nothing when everything is there', () => {
    expect(compareSpokeAccess(desired, complete)).toEqual({ steps: [], missingNamespaces: [] });
  });

  it('creates namespaces first and lets bindings wait for those nobody creates', () => {
    const changes = compareSpokeAccess(desired, { namespaces: ['nabe-tenants'], objects: [] });
    expect(changes.steps.map((step) => ('manifest' in step ? nameOf(step.manifest) : step.action))).toEqual([
      'create-namespace',
      'ServiceAccount nabe-tenants/red',
      'RoleBinding red-web/nabe-tenant-red',
    ]);
    expect(changes.missingNamespaces).toEqual(['red-core']);
  });

  it('repairs widened subjects and replaces a binding to another role', () => {
    const objects = complete.objects.map(({ manifest, uid }) => {
      if (manifest.metadata.namespace === 'red-core') return { uid, manifest: { ...manifest, subjects: [] } };
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' };
      return manifest.metadata.namespace === 'red-web'
        ? { uid, manifest: { ...manifest, roleRef } }
        : { uid, manifest };
    });
    const { steps } = compareSpokeAccess(desired, { ...complete, objects });
    expect(steps.map(({ action }) => action)).toEqual(['apply', 'replace']);
  });

  it('deletes access that no rule gives any more, and nothing that is not ours', () => {
    const old: Manifest = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: {
        name: 'nabe-tenant-red',
        namespace: 'red-old',
        labels: { 'nabe.dev/tenant': 'red', 'app.kubernetes.io/managed-by': 'nabe' },
      },
    };
    const foreign = { ...old, metadata: { ...old.metadata, namespace: 'red-b', labels: { 'nabe.dev/tenant': 'red' } } };
    const renamed = { ...old, metadata: { ...old.metadata, namespace: 'red-c', name: 'mine' } };
    const objects = [...complete.objects, ...[old, foreign, renamed].map(observe)];
    expect(compareSpokeAccess(desired, { ...complete, objects }).steps).toEqual([
      {
        action: 'delete',
        key: { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding', namespace: 'red-old', name: 'nabe-tenant-red' },
        uid: 'uid of RoleBinding red-old/nabe-tenant-red',
      },
    ]);
  });
});
