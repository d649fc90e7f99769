import { beforeEach, describe, expect, it } from 'vitest';
import { APPLICATIONS_FINALIZER } from '#core/config-sources/compare-app-sets.ts';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { SetWorld, SHOP } from '#testing/worlds/set-world.ts';
import { deleteApplicationSet, guardApplications } from './delete-application-set.ts';

let world: SetWorld;

beforeEach(() => {
  world = new SetWorld();
});

describe('deleteApplicationSet', () => {
  beforeEach(async () => {
    await world.reconcile();
    world.change({ metadata: { deletionTimestamp: '2026-03-04T05:06:07Z' } });
    world.controlPlane.takeWrites();
  });

  it('deletes the Applications of the set and keeps it until they are gone', async () => {
    world.controlPlane.views.Application.put(buildApplication('red', 'other'));

    expect(await deleteApplicationSet(world.set, world.controlPlane)).toEqual({ againInMs: 1000 });
    expect(world.applications).toEqual(['other']);
    world.controlPlane.takeWrites();

    expect(await deleteApplicationSet(world.set, world.controlPlane)).toEqual({ againInMs: 1000 });
    expect(world.controlPlane.takeWrites()).toEqual([]);
  });

  it('lets the set go when none is left', async () => {
    for (const { metadata } of world.controlPlane.views.Application.list())
      world.controlPlane.views.Application.remove(metadata);

    expect(await deleteApplicationSet(world.set, world.controlPlane)).toEqual({});
    expect(world.controlPlane.views.ApplicationSet.get(SHOP)).toBeUndefined();
  });

  it.each([
    {
      name: 'the list of Applications is not complete',
      arrange: () => void (world.controlPlane.views.Application.complete = false),
    },
    {
      name: 'an Application of its namespace cannot be read',
      arrange: () => void world.controlPlane.views.Application.unreadable.add('tenant-red/x'),
    },
  ])('keeps the set while $name', async ({ arrange }) => {
    for (const { metadata } of world.controlPlane.views.Application.list())
      world.controlPlane.views.Application.remove(metadata);
    arrange();

    expect(await deleteApplicationSet(world.set, world.controlPlane)).toEqual({ againInMs: 1000 });
    expect(world.controlPlane.takeWrites()).toEqual([]);
  });
});

describe('guardApplications', () => {
  it('gives a set made by hand the finalizer, once', async () => {
    world.change({ metadata: { finalizers: [] } });
    await guardApplications(world.set, world.controlPlane);
    await guardApplications(world.set, world.controlPlane);

    expect(world.controlPlane.takeWrites()).toEqual(['apply ApplicationSet tenant-red/shop']);
    expect(world.set.metadata.finalizers).toEqual([APPLICATIONS_FINALIZER]);
  });
});
