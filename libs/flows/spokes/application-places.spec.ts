import { describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { ApplicationPlaces } from './application-places.ts';

const destination = (name: string) => ({ destination: { name, namespace: 'shop' } });
const place = (cluster: string) => ({
  namespace: 'tenant-red',
  ...destination(cluster),
  createNamespace: false,
  hasObjects: false,
  isCanceled: false,
});
const inventory = [{ id: '/ConfigMap/shop/web', version: 'v1', desiredHash: 'a', entryHash: 'b', uid: 'c' }];

describe('ApplicationPlaces', () => {
  it('has each place once, for as long as an Application is there', () => {
    const { views } = new FakeControlPlane();
    views.Application.put(buildApplication('red', 'web', { spec: destination('east') }));
    const places = new ApplicationPlaces(views.Application);
    views.Application.put(buildApplication('red', 'shop', { spec: destination('east') }));
    views.Application.put(buildApplication('red', 'cart', { spec: destination('west') }));
    expect([...places.all()]).toEqual([place('east'), place('west')]);

    views.Application.remove({ namespace: 'tenant-red', name: 'web' });
    expect([...places.all()]).toEqual([place('east'), place('west')]);
    views.Application.put(buildApplication('red', 'shop', { spec: destination('west') }));
    expect([...places.all()]).toEqual([place('west')]);
  });

  it('has where objects are, and whether the namespace is to be created', () => {
    const { views } = new FakeControlPlane();
    const places = new ApplicationPlaces(views.Application);
    const spec = { ...destination('west'), syncPolicy: { syncOptions: ['CreateNamespace=true'] } };
    views.Application.put(buildApplication('red', 'web', { spec, status: { cluster: 'east', inventory } }));
    expect([...places.all()]).toEqual([{ ...place('west'), createNamespace: true, cluster: 'east', hasObjects: true }]);

    views.Application.put(buildApplication('red', 'web', { spec, status: { cluster: 'east', inventory: [] } }));
    expect([...places.all()]).toEqual([{ ...place('west'), createNamespace: true, cluster: 'east' }]);
  });

  it('names the Applications at a place', () => {
    const { views } = new FakeControlPlane();
    const places = new ApplicationPlaces(views.Application);
    for (const [name, cluster] of Object.entries({ web: 'east', cart: 'west', search: 'east' }))
      views.Application.put(buildApplication('red', name, { spec: destination(cluster) }));

    const names = places
      .namesAt((one) => one.destination.name === 'east')
      .map(({ namespace, name }) => `${namespace} ${name}`);
    expect([...names]).toEqual(['tenant-red web', 'tenant-red search']);
  });

  it('hears of nothing after its end', () => {
    const { views } = new FakeControlPlane();
    const places = new ApplicationPlaces(views.Application);
    places.stop();
    views.Application.put(buildApplication('red', 'web', { spec: destination('east') }));
    expect([...places.all()]).toEqual([]);
  });
});
