import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildApplication, buildCluster } from '#testing/control-plane/resource-builders.ts';
import { configMapKey } from '#testing/worlds/sync-world.ts';
import { followClaims } from './follow-claims.ts';

const WEB = { namespace: 'tenant-red', name: 'web' };
const A = configMapKey('a');

let controlPlane: FakeControlPlane;
const owning = (...ids: readonly string[]) =>
  buildApplication('red', 'web', { status: { inventory: ids.map((id) => ({ id, version: 'v1', uid: 'u' })) } });

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  controlPlane.views.Cluster.put(buildCluster('prod-eu'));
  controlPlane.views.Application.put(owning('/ConfigMap/shop/a'));
});

describe('followClaims', () => {
  it('knows the inventories there are, and those that come', () => {
    const { claims } = followClaims(controlPlane);
    controlPlane.views.Application.put(owning('/ConfigMap/shop/a', '/ConfigMap/shop/b'));

    expect([claims.ownerOf('prod-eu', A), claims.ownerOf('prod-eu', configMapKey('b'))]).toEqual([
      'tenant-red/web',
      'tenant-red/web',
    ]);
  });

  it('gives up the claims of an Application that is gone', () => {
    const { claims } = followClaims(controlPlane);
    controlPlane.views.Application.remove(WEB);

    expect(claims.ownerOf('prod-eu', A)).toBeUndefined();
  });

  it.each([
    {
      name: 'that cannot be read any more',
      arrange: () => {
        controlPlane.views.Application.unreadable.add('tenant-red/web');
        controlPlane.views.Application.remove(WEB);
      },
    },
    { name: 'whose inventory cannot be read', arrange: () => controlPlane.views.Application.put(owning('x')) },
  ])('keeps the claims of an Application $name', ({ arrange }) => {
    const { claims } = followClaims(controlPlane);
    arrange();

    expect(claims.ownerOf('prod-eu', A)).toBe('tenant-red/web');
  });

  it('follows no more once it is stopped', () => {
    const { claims, stop } = followClaims(controlPlane);
    stop();
    controlPlane.views.Application.remove(WEB);

    expect(claims.ownerOf('prod-eu', A)).toBe('tenant-red/web');
  });
});
