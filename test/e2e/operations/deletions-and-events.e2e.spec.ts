import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import { eventsOf } from '../../world/api-servers/events.ts';
import { deleteObject, editObject, pathOf, readObject } from '../../world/objects.ts';
import { configMap, directorySet } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const NAMES = ['one', 'two', 'three'];
const FINALIZER = 'example.com/keep';

let red: Team;
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': directorySet({ name: 'shop', repoURL: url, namespace: 'red', path: 'shop' }),
      'appsets/stuck.yaml': directorySet({ name: 'stuck', repoURL: url, namespace: 'red', path: 'stuck' }),
      ...Object.fromEntries(NAMES.map((name) => [`shop/${name}.yaml`, configMap(name, 'git')])),
      'shop/stays.yaml': configMap('stays', 'git'),
      'stuck/kept.yaml': configMap('kept', 'git'),
    }),
    rules: { deletionBudget: { objects: 2 } },
  });
  await red.untilSynced(['shop-east', 'stuck-east']);
});

const path = (name: string) => pathOf('configmaps', 'red', name);

async function there(): Promise<string[]> {
  const found = await Promise.all(
    NAMES.map(async (name) => ((await readObject(world(), 'east', path(name))) ? name : '')),
  );
  return found.filter((name) => name !== '');
}

async function application(name: string): Promise<Application> {
  const found = await red.application(name);
  if (found === undefined) throw new Error(`there is no Application ${name}`);
  return found;
}

/** Waits until one of the events of an Application is like this. */
function untilEvent(name: string, pattern: RegExp): Promise<string> {
  return world().until(`Application ${name} has an event ${pattern}`, async () => {
    const events = await eventsOf(world(), 'Application', await application(name));
    return events.find((event) => pattern.test(event));
  });
}

describe('events', () => {
  it('are none for Applications that were synced as a matter of routine, and tell what a set expands to', async () => {
    expect(await eventsOf(world(), 'Application', await application('shop-east'))).toEqual([]);
    const set = await world().resource<ApplicationSet>('namespaces/tenant-red/applicationsets/shop');
    const events = await world().until('the set has events', async () => {
      const found = set === undefined ? [] : await eventsOf(world(), 'ApplicationSet', set);
      return found.length > 0 && found;
    });
    expect(events).toEqual(['Normal Expanded: 1 Application.']);
  });

  it('tell what was repaired', async () => {
    await editObject(world(), 'east', path('one'), { data: { VALUE: 'by hand' } });
    await untilEvent('shop-east', /^Normal DriftRepaired: Put back as git says: ConfigMap red\/one \(was changed\)\.$/);
    await deleteObject(world(), 'east', path('two'));
    await untilEvent('shop-east', /^Normal DriftRepaired: Put back as git says: ConfigMap red\/two \(was gone\)\.$/);
  });

  it('tell who asked for a sync, and how it ended', async () => {
    expect(await world().nabe('app', 'sync', 'shop-east', '--as', 'ana', '--wait')).toMatchObject({ code: 0 });
    await untilEvent('shop-east', /^Normal SyncStarted: A sync to [0-9a-f]{8} begins, as ana asked\.$/);
    await untilEvent('shop-east', /^Normal Synced: Synced to [0-9a-f]{8}: 4 objects\.$/);
  });

  it('tell what the walls of the tenant refuse', async () => {
    await red.commit({ 'shop/outside.yaml': configMap('outside', 'git', 'blue') }, 'Into the namespace of others');
    await untilEvent('shop-east', /^Warning \w+: .*blue/);
    await red.commit({ 'shop/outside.yaml': null }, 'Back home');
    await red.untilSetSynced('shop', ['shop-east']);
  });
});

describe('a deletion of more than the tenant allows in one sync', () => {
  it('deletes nothing until a person approves it', async () => {
    await red.commit(Object.fromEntries(NAMES.map((name) => [`shop/${name}.yaml`, null])), 'Clear out');

    await untilEvent('shop-east', /^Warning ApprovalNeeded: .*deletion-approved/);
    expect(await there()).toEqual(NAMES);
    const held = await application('shop-east');
    expect(held.status).toMatchObject({ sync: { status: 'OutOfSync' }, operation: { awaitsApproval: true } });

    const approved = { 'argocd.argoproj.io/deletion-approved': new Date().toISOString() };
    const target = '/apis/nabe.dev/v1alpha1/namespaces/tenant-red/applications/shop-east';
    const headers = { 'content-type': 'application/merge-patch+json' };
    await world().fleet.management.request('PATCH', target, { metadata: { annotations: approved } }, headers);

    await world().until('the objects are gone', async () => (await there()).length === 0);
    await red.untilSetSynced('shop', ['shop-east']);
    expect(await readObject(world(), 'east', path('stays'))).toBeDefined();
  });
});

describe('an object that a finalizer keeps', () => {
  it('keeps its Application, which names the finalizer, and goes with it once that is taken off', async () => {
    await editObject(world(), 'east', path('kept'), { metadata: { finalizers: [FINALIZER] } });
    await red.commit({ 'appsets/stuck.yaml': null }, 'No longer wanted');

    await untilEvent('stuck-east', /^Warning DeletionPending: .*ConfigMap red\/kept \(finalizer example\.com\/keep\)/);
    const { status, metadata } = await application('stuck-east');
    expect(metadata.deletionTimestamp).toBeDefined();
    expect(status.summary).toContain('Deleted and still there: ConfigMap red/kept (finalizer example.com/keep). ');

    await editObject(world(), 'east', path('kept'), { metadata: { finalizers: null } });
    await world().until('the Application is gone', async () => (await red.application('stuck-east')) === undefined);
  });
});
