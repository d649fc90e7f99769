import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildApplication, buildCluster } from '#testing/control-plane/resource-builders.ts';
import { forgetHealth } from './forget-health.ts';

const WEB = { namespace: 'tenant-red', name: 'web' };
const HEALTHY = { status: 'Healthy' };
const UNKNOWN = {
  status: 'Unknown',
  message: 'Nothing is known about its objects: cluster prod-eu is not registered.',
};

let controlPlane: FakeControlPlane;
const web = () => controlPlane.views.Application.get(WEB) ?? buildApplication('red', 'web');

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  controlPlane.views.Application.put(buildApplication('red', 'web', { status: { health: HEALTHY } }));
});

describe('forgetHealth', () => {
  it('says once that nothing is known on a cluster that is not registered', async () => {
    await forgetHealth(web(), controlPlane);
    await forgetHealth(web(), controlPlane);

    expect({ health: web().status.health, writes: controlPlane.takeWrites() }).toEqual({
      health: UNKNOWN,
      writes: ['status Application tenant-red/web nabe-observe'],
    });
  });

  it('leaves an Application alone whose cluster is registered', async () => {
    controlPlane.views.Cluster.put(buildCluster('prod-eu'));
    await forgetHealth(web(), controlPlane);

    expect({ health: web().status.health, writes: controlPlane.takeWrites() }).toEqual({ health: HEALTHY, writes: [] });
  });

  it.each([
    {
      name: 'the list of clusters has not been read to its end',
      change: () => void (controlPlane.views.Cluster.complete = false),
    },
    {
      name: 'a cluster cannot be read',
      change: () => void controlPlane.views.Cluster.unreadable.add('nabe-system/prod-eu'),
    },
    {
      name: 'nothing was ever observed',
      change: () => controlPlane.views.Application.put(buildApplication('red', 'web')),
    },
  ])('says nothing while $name', async ({ change }) => {
    change();
    await forgetHealth(web(), controlPlane);

    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('throws when it cannot be written, so that the loop comes again', async () => {
    controlPlane.script.failOn('status Application', {
      kind: 'unavailable',
      message: 'the management cluster does not answer',
    });

    await expect(forgetHealth(web(), controlPlane)).rejects.toThrow(
      'cannot write the health of Application tenant-red/web: the management cluster does not answer',
    );
  });
});
