import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeSpokeIdentities } from '#testing/spoke/fake-spoke-identities.ts';
import { buildApplication, buildCluster, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { ApplicationPlaces } from './application-places.ts';
import { desiredSpokeAccess, reconcileSpokeAccess } from './reconcile-spoke-access.ts';

let controlPlane: FakeControlPlane;
let identities: FakeSpokeIdentities;
const prodEu = buildCluster('prod-eu');

function tenant(name: string, namespaces: readonly string[], more: object = {}) {
  return buildTenant(name, { spec: { destinations: [{ cluster: 'prod-*', namespaces }], ...more } });
}

async function reconcile(mayDelete = true) {
  const places = new ApplicationPlaces(controlPlane.views.Application);
  const ports = { controlPlane, identities, places };
  const desired = await desiredSpokeAccess(prodEu, ports);
  if (!desired.ok) return desired;
  return reconcileSpokeAccess('prod-eu', { desired: desired.value, mayDelete }, ports);
}

/** Requests that change something. */
const changes = () => identities.requests.splice(0).filter((request) => !/^(list|discovery)/.test(request));

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  identities = new FakeSpokeIdentities();
  controlPlane.views.Cluster.put(prodEu, buildCluster('staging'));
  controlPlane.views.Tenant.put(tenant('red', ['shop', 'shop-*']));
  for (const name of ['shop', 'nabe-tenants']) identities.put({ kind: 'Namespace', metadata: { name } });
});

describe('reconcileSpokeAccess', () => {
  it('gives a tenant its identity, and its rights in the namespaces its rules name', async () => {
    expect(await reconcile()).toMatchObject({ ok: true, value: { steps: 2, missingNamespaces: [] } });
    expect(changes()).toEqual(['apply ServiceAccount nabe-tenants/red', 'apply RoleBinding shop/nabe-tenant-red']);
  });

  it('changes nothing when all is there', async () => {
    await reconcile();
    changes();

    expect(await reconcile()).toMatchObject({ ok: true, value: { steps: 0 } });
    expect(changes()).toEqual([]);
  });

  it('creates the namespace of an Application that asks for it, and binds it', async () => {
    await reconcile();
    changes();
    const spec = {
      destination: { name: 'prod-eu', namespace: 'shop-new' },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
    };
    controlPlane.views.Application.put(buildApplication('red', 'web', { spec }));
    await reconcile();

    expect(changes()).toEqual(['create Namespace shop-new', 'apply RoleBinding shop-new/nabe-tenant-red']);
  });

  it('names the namespaces that nobody has created', async () => {
    const spec = { destination: { name: 'prod-eu', namespace: 'shop-new' } };
    controlPlane.views.Application.put(buildApplication('red', 'web', { spec }));

    expect(await reconcile()).toMatchObject({ ok: true, value: { missingNamespaces: ['shop-new'] } });
  });

  it('takes the rights of a tenant away that is gone, and nothing that is not ours', async () => {
    await reconcile();
    identities.put({ kind: 'RoleBinding', metadata: { name: 'people', namespace: 'shop' }, roleRef: {}, subjects: [] });
    controlPlane.views.Tenant.remove({ namespace: '', name: 'red' });
    changes();
    await reconcile();

    expect(changes().toSorted()).toEqual([
      'delete RoleBinding shop/nabe-tenant-red',
      'delete ServiceAccount nabe-tenants/red',
    ]);
    expect(identities.objects.has('RoleBinding shop/people')).toBe(true);
  });

  it('takes nothing away while it cannot be told whose rights are needed', async () => {
    await reconcile();
    controlPlane.views.Tenant.remove({ namespace: '', name: 'red' });
    changes();
    await reconcile(false);

    expect(changes()).toEqual([]);
  });

  it('asks for the kinds of the cluster only when a tenant may own some outside of namespaces', async () => {
    await reconcile();
    expect(identities.requests).not.toContain('discovery');
    identities.kinds = [{ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', resource: 'clusterroles' }];
    controlPlane.views.Tenant.put(
      tenant('red', ['shop'], { clusterResources: { allow: [{ group: '*', kind: 'ClusterRole' }] } }),
    );
    await reconcile();

    expect(changes()).toEqual(
      expect.arrayContaining(['apply ClusterRole nabe-tenant-red', 'apply ClusterRoleBinding nabe-tenant-red']),
    );
  });

  it.each(['Namespace', 'ServiceAccount', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'])(
    'changes nothing when the list of %ss is not complete',
    async (kind) => {
      const failure = { kind: 'unreachable', message: 'The list broke off.' } as const;
      identities.script.failOn(`list ${kind}`, failure, 1);

      expect(await reconcile()).toEqual({ ok: false, failure });
      expect(changes()).toEqual([]);
    },
  );

  it('looks after all other tenants when one object is refused, and says what was', async () => {
    controlPlane.views.Tenant.put(tenant('blue', ['shop']));
    const failure = { kind: 'forbidden', message: 'Namespace shop is going away.' } as const;
    identities.script.failOn('apply RoleBinding shop/nabe-tenant-blue', failure);

    expect(await reconcile()).toMatchObject({ ok: true, value: { refused: [failure] } });
    expect([...identities.objects.keys()]).toEqual(
      expect.arrayContaining([
        'ServiceAccount nabe-tenants/blue',
        'ServiceAccount nabe-tenants/red',
        'RoleBinding shop/nabe-tenant-red',
      ]),
    );
  });

  it('stops at once when the cluster does not answer', async () => {
    identities.script.failOn('apply', { kind: 'unreachable', message: 'No answer.' });

    expect(await reconcile()).toMatchObject({ ok: false });
    expect(changes()).toHaveLength(1);
  });
});
