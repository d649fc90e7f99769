import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import {
  buildApplication,
  buildCluster,
  buildRepository,
  buildTenant,
} from '#testing/control-plane/resource-builders.ts';
import { Siblings } from './siblings.ts';

const [OLD, NEW] = ['a'.repeat(40), 'b'.repeat(40)];
const WEB = { namespace: 'tenant-red', name: 'web' };
const cluster = buildCluster('prod-eu');
const repositories = new Set(['tenant-red/apps']);

let controlPlane: FakeControlPlane;
let siblings: Siblings;

const syncedTo = (commit: string, status = {}) => ({ sync: { status: 'Synced', commit }, ...status });
const put = (name: string, more: object) => {
  const application = buildApplication('red', name, more);
  controlPlane.views.Application.put(application);
  return application;
};
const found = () => siblings.find(WEB, cluster, repositories).map(({ name }) => name);

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  controlPlane.views.Cluster.put(cluster);
  controlPlane.views.Repository.put(
    buildRepository('red', 'apps', { status: { refs: [{ revision: 'main', commit: NEW }] } }),
  );
  put('web', { status: syncedTo(OLD) });
  siblings = new Siblings(controlPlane);
});

describe('Siblings.find', () => {
  it.each<{ name: string; more: object; expected: readonly string[] }>([
    { name: 'passes over one that is synced to the newest commit', more: { status: syncedTo(NEW) }, expected: [] },
    { name: 'has one that is synced to an older commit', more: { status: syncedTo(OLD) }, expected: ['api'] },
    { name: 'has one that was never synced', more: {}, expected: ['api'] },
    {
      name: 'has one that contests something, synced or not',
      more: {
        status: syncedTo(NEW, { operation: { phase: 'Failed', message: '', contested: ['/ConfigMap/shop/a'] } }),
      },
      expected: ['api'],
    },
    {
      name: 'passes over one that is being deleted',
      more: { metadata: { deletionTimestamp: '2026-03-04T05:06:07Z' } },
      expected: [],
    },
    {
      name: 'passes over one of another cluster',
      more: { spec: { destination: { name: 'prod-us', namespace: 'shop' } } },
      expected: [],
    },
  ])('$name', ({ more, expected }) => {
    put('api', more);
    expect(found()).toEqual(expected);
  });

  it('passes over those of another tenant, and names the others in order', () => {
    controlPlane.views.Application.put(buildApplication('blue', 'api', {}));
    for (const name of ['shop', 'api']) put(name, {});
    expect(found()).toEqual(['api', 'shop']);
  });
});

describe('an Application that wants the same as before', () => {
  const changes = {
    'the Application': () => put('api', { metadata: { resourceVersion: '99' }, status: syncedTo(OLD) }),
    'a Repository': () => controlPlane.views.Repository.put(buildRepository('red', 'charts', {})),
    'the Tenant': () => controlPlane.views.Tenant.put(buildTenant('red', {})),
    'a Cluster': () => controlPlane.views.Cluster.put(buildCluster('prod-us')),
  };

  it.each(Object.entries(changes))('is not asked again until %s changes', (_, change) => {
    siblings.noteContent(put('api', { status: syncedTo(OLD) }), siblings.news);
    expect(found()).toEqual([]);
    change();
    expect(found()).toEqual(['api']);
  });

  it.each(Object.entries(changes))('is asked again where %s changed while it was looked at', (_, change) => {
    const api = put('api', { status: syncedTo(OLD) });
    const { news } = siblings;
    change();
    siblings.noteContent(api, news);
    expect(found()).toEqual(['api']);
  });
});
