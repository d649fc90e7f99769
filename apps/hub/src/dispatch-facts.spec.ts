import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildApplication, buildCluster } from '#testing/control-plane/resource-builders.ts';
import type { Application } from '#core/resources/application.ts';
import { ApplicationPlaces } from '#flows/spokes/application-places.ts';
import { HubDispatchFacts } from './dispatch-facts.ts';

const WEB = { namespace: 'tenant-red', name: 'web' };

interface Parts {
  readonly spec?: object;
  readonly operation?: Application['operation'];
}

let controlPlane: FakeControlPlane;
let prepared: Set<string>;
let facts: HubDispatchFacts;

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  controlPlane.views.Cluster.put(buildCluster('prod-eu'));
  prepared = new Set(['prod-eu']);
  const places = new ApplicationPlaces(controlPlane.views.Application);
  facts = new HubDispatchFacts(controlPlane, {
    placeOf: (name) => places.of(name),
    isPrepared: (cluster, place) => prepared.has(cluster) && place.destination.namespace === 'shop',
  });
});

describe('what the dispatcher is told of an Application', () => {
  it.each<{ name: string; parts: Parts; isPrepared?: boolean; expected: object }>([
    { name: 'its cluster', parts: {}, expected: { kind: 'ready', cluster: 'prod-eu' } },
    { name: 'to wait until its rights were looked after', parts: {}, isPrepared: false, expected: { kind: 'wait' } },
    {
      name: 'no cluster where none is registered, for its sync to say so',
      parts: { spec: { destination: { name: 'gone', namespace: 'shop' } } },
      expected: { kind: 'ready', cluster: '' },
    },
    {
      name: 'no cluster where somebody ends its operation',
      parts: { operation: { cancel: {} } },
      isPrepared: false,
      expected: { kind: 'ready', cluster: '' },
    },
  ])('is $name', ({ parts, isPrepared = true, expected }) => {
    if (!isPrepared) prepared.clear();
    const { spec, operation } = parts;
    controlPlane.views.Application.put({ ...buildApplication('red', 'web', { spec: spec ?? {} }), operation });
    expect(facts.application(WEB)).toMatchObject(expected);
  });

  it('is to drop it when it is gone, and to wait while nobody knows', () => {
    controlPlane.views.Application.complete = false;
    expect(facts.application(WEB)).toEqual({ kind: 'wait' });
    controlPlane.views.Application.complete = true;
    expect(facts.application(WEB)).toEqual({ kind: 'drop' });
  });

  it('reads no Application: thousands are asked about several times a second, and they are kept packed', () => {
    controlPlane.views.Application.put(buildApplication('red', 'web'));
    const read = vi.spyOn(controlPlane.views.Application, 'get');
    facts.application(WEB);
    expect(read).not.toHaveBeenCalled();
  });
});
