import { describe, expect, it } from 'vitest';
import { Tenant } from '#core/resources/tenant.ts';
import { checkObject } from './check-object.ts';

const red = Tenant.parse({
  metadata: { name: 'red' },
  spec: {
    destinations: [{ cluster: '*', namespaces: ['red-*'] }],
    clusterResources: { allow: [{ group: 'storage.k8s.io', kind: '*' }], deny: [{ group: '*', kind: 'CSINode' }] },
    namespaceResources: { deny: [{ group: '', kind: 'LimitRange' }] },
  },
});
const cluster = { name: 'prod-eu', labels: {} };

describe('checkObject', () => {
  it.each([
    {
      name: 'permits a namespaced object in a permitted namespace',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'red-web',
    },
    { name: 'permits an allowed cluster-scoped kind', apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
    { name: 'permits a Namespace its destinations allow', apiVersion: 'v1', kind: 'Namespace', object: 'red-web' },
  ])('$name', ({ apiVersion, kind, namespace, object = 'x' }) => {
    const metadata = { name: object, ...(namespace !== undefined && { namespace }) };
    expect(checkObject({ tenant: red, cluster, manifest: { apiVersion, kind, metadata } })).toBeUndefined();
  });

  it.each([
    {
      name: "refuses another tenant's namespace",
      manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'blue-web' } },
      sentence:
        'ConfigMap blue-web/x of tenant red is refused on cluster prod-eu: no destination of Tenant red allows namespace blue-web; the platform team can add one',
    },
    {
      name: 'refuses a denied kind',
      manifest: { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'x', namespace: 'red-web' } },
      sentence:
        'LimitRange red-web/x of tenant red is refused on cluster prod-eu: namespaceResources of Tenant red does not allow the kind LimitRange; the platform team can allow it',
    },
    {
      name: 'refuses cluster-scoped kinds unless allowed',
      manifest: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'x' } },
      sentence:
        'ClusterRole x of tenant red is refused on cluster prod-eu: clusterResources of Tenant red does not allow the kind rbac.authorization.k8s.io/ClusterRole; the platform team can allow it',
    },
    {
      name: 'lets a denial win over an allowing glob',
      manifest: { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'x' } },
      sentence:
        'CSINode x of tenant red is refused on cluster prod-eu: clusterResources of Tenant red does not allow the kind storage.k8s.io/CSINode; the platform team can allow it',
    },
    {
      name: 'refuses our own kinds',
      manifest: { apiVersion: 'nabe.dev/v1alpha1', kind: 'Application', metadata: { name: 'x', namespace: 'red-web' } },
      sentence:
        'Application red-web/x of tenant red is refused on cluster prod-eu: kinds of nabe.dev are closed to all tenants; remove it from the manifests',
    },
    {
      name: 'refuses control namespaces',
      manifest: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'blue', namespace: 'nabe-tenants' } },
      sentence:
        'ServiceAccount nabe-tenants/blue of tenant red is refused on cluster prod-eu: namespace nabe-tenants is closed to all tenants; choose another',
    },
    {
      name: 'refuses a Namespace of somebody else',
      manifest: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blue-web' } },
      sentence:
        'Namespace blue-web of tenant red is refused on cluster prod-eu: no destination of Tenant red allows namespace blue-web; the platform team can add one',
    },
    {
      name: 'refuses to loosen the pod security of a Namespace',
      manifest: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'red-web', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
      },
      sentence:
        'Namespace red-web of tenant red is refused on cluster prod-eu: only the platform team sets the label pod-security.kubernetes.io/enforce; remove it from the manifest',
    },
  ])('$name', ({ manifest, sentence }) => {
    expect(checkObject({ tenant: red, cluster, manifest })).toBe(sentence);
  });
});
