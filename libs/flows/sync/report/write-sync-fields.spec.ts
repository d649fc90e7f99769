import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { writeSyncFields } from './write-sync-fields.ts';

const name = { namespace: 'tenant-red', name: 'web' };
const item = { id: '/ConfigMap/shop/a', version: 'v1', uid: '1' };
const ours = { summary: 'ours', inventory: [item] };

describe('writeSyncFields', () => {
  let controlPlane: FakeControlPlane;
  let known: Application;

  const now = () => controlPlane.views.Application.get(name)?.status;

  beforeEach(() => {
    controlPlane = new FakeControlPlane();
    known = buildApplication('red', 'web');
    controlPlane.views.Application.put(known);
  });

  it('writes once and answers the Application as it is then, fit for the next write', async () => {
    const written = await writeSyncFields(known, ours, controlPlane);
    await writeSyncFields(written, { ...ours, summary: 'again' }, controlPlane);

    expect(now()).toMatchObject({ summary: 'again', inventory: [item] });
  });

  it('writes nothing when there is nothing new', async () => {
    const written = await writeSyncFields(known, ours, controlPlane);
    controlPlane.takeWrites();
    await writeSyncFields(written, ours, controlPlane);

    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('does not mind that an observer wrote its own fields meanwhile', async () => {
    await controlPlane.applyStatus('Application', name, 'nabe-observe', { health: { status: 'Healthy' } });
    await writeSyncFields(known, ours, controlPlane);

    expect(now()).toMatchObject({ summary: 'ours', health: { status: 'Healthy' } });
  });

  it('needs no second request when the view knows already what an observer wrote', async () => {
    await controlPlane.applyStatus('Application', name, 'nabe-sync', { summary: 'before' });
    known = controlPlane.views.Application.get(name) ?? known;
    await controlPlane.applyStatus('Application', name, 'nabe-observe', { health: { status: 'Healthy' } });
    controlPlane.takeWrites();
    const reads = vi.spyOn(controlPlane, 'read');
    await writeSyncFields(known, ours, controlPlane);

    expect([controlPlane.takeWrites().length, reads.mock.calls.length]).toEqual([1, 0]);
  });

  it('never overwrites the inventory of a worker that took the job over', async () => {
    const theirs = { summary: 'theirs', inventory: [{ ...item, uid: '2' }] };
    await controlPlane.applyStatus('Application', name, 'nabe-sync', theirs);

    await expect(writeSyncFields(known, ours, controlPlane)).rejects.toThrow('synced by another worker meanwhile');
    expect(now()).toMatchObject(theirs);
  });

  it('lets an Application go that was deleted meanwhile', async () => {
    controlPlane.views.Application.remove(name);

    expect(await writeSyncFields(known, ours, controlPlane)).toEqual(known);
  });
});
