import { beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { configMap, configMapKey, deployment, optioned, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../../sync-application.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const aKey = configMapKey('a');
const webKey = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, new AbortController().signal);

beforeEach(() => {
  world = new SyncWorld();
  withOptions('ServerSideApply=false');
});

function withOptions(...syncOptions: string[]): void {
  world.change({ spec: { syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions } } });
}

async function synced(manifests: Readonly<Record<string, Manifest>>): Promise<string[]> {
  world.push(manifests);
  expect(await sync()).toMatchObject({ outcome: 'synced' });
  return world.spoke.takeRequests().map((request) => request.replace(/ .*/, ''));
}

const dataOf = () => world.spoke.live(aKey).toJson()['data'];
const annotationsOf = () => JSON.stringify(world.spoke.live(aKey).metadata['annotations']);

/** What a watch shows of the object; false when it is as the inventory has it. */
function isSeenAsDrift(key = aKey, id = '/ConfigMap/shop/a'): boolean {
  const live = world.spoke.live(key);
  const entry = world.application.status.inventory?.find((item) => item.id === id);
  if (entry?.entryHash === live.entryHash('nabe')) return false;
  world.queue.sight(WEB, new Map([[id, { state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') }]]));
  return true;
}

describe('ServerSideApply=false', () => {
  it('costs one request for a new object, two for a changed one, none for an unchanged one', async () => {
    expect(await synced({ a: configMap('a', { color: 'red' }) })).toEqual(['create']);
    expect(await synced({ a: configMap('a', { color: 'blue' }) })).toEqual(['read', 'patch']);
    expect(await synced({ a: configMap('a', { color: 'blue' }), b: configMap('b') })).toEqual(['create']);
  });

  it('removes what git had, keeps what others have added, and takes nothing for a conflict', async () => {
    world.spoke.applyAs('helm', aKey, configMap('a', { color: 'green', theirs: 'kept' }, { namespace: 'shop' }));
    expect(await synced({ a: configMap('a', { color: 'red', size: 'small' }) })).toEqual(['create', 'read', 'patch']);
    await synced({ a: configMap('a', { color: 'red' }) });
    expect(dataOf()).toEqual({ color: 'red', theirs: 'kept' });
  });

  it('sees and undoes drift, and then sees none', async () => {
    await synced({ a: configMap('a', { color: 'red' }) });
    world.spoke.edit(aKey, ['data', 'theirs'], 'x');
    expect(isSeenAsDrift()).toBe(false);
    world.spoke.edit(aKey, ['data', 'color'], 'green');
    expect(isSeenAsDrift()).toBe(true);
    expect(await sync()).toMatchObject({ healed: 1 });
    expect(dataOf()).toEqual({ color: 'red', theirs: 'x' });
    expect(isSeenAsDrift()).toBe(false);
  });

  it('leaves replicas to an autoscaler, and ignored places to everybody', async () => {
    await synced({ web: deployment(2, 'web:1') });
    world.spoke.scaled = [webKey];
    world.spoke.edit(webKey, ['spec', 'replicas'], 5, 'kube-controller-manager');
    await synced({ web: deployment(2, 'web:2') });
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 5, image: 'web:2' });
    world.spoke.edit(webKey, ['spec', 'replicas'], 7, 'kube-controller-manager');
    expect(isSeenAsDrift(webKey, 'apps/Deployment/shop/web')).toBe(false);
  });

  it('is left for server-side apply without leftovers, and gone back to', async () => {
    await synced({ a: configMap('a', { color: 'red', size: 'small' }) });
    expect(annotationsOf()).toContain(LAST_APPLIED);
    withOptions();
    await synced({ a: configMap('a', { color: 'red' }) });
    expect(annotationsOf()).not.toContain(LAST_APPLIED);
    expect(dataOf()).toEqual({ color: 'red' });
    withOptions('ServerSideApply=false');
    expect(await synced({ a: configMap('a', { color: 'red' }) })).toEqual(['read', 'patch']);
    expect(annotationsOf()).toContain(LAST_APPLIED);
  });

  it('is for one object where its annotation says so, and the other way round', async () => {
    const own = (value: string) => configMap('a', { value }, optioned('ServerSideApply=true'));
    expect(await synced({ a: own('1') })).toEqual(['apply']);
    withOptions();
    const client = configMap('a', { value: '1' }, optioned('ServerSideApply=false'));
    expect(await synced({ a: client })).toEqual(['read', 'patch']);
  });

  it('goes together with Replace and with Force', async () => {
    const replaced = (color: string, how: string) => configMap('a', { color }, optioned(how));
    await synced({ a: replaced('red', 'Replace=true') });
    world.spoke.edit(aKey, ['data', 'theirs'], 'x');
    expect(await synced({ a: replaced('blue', 'Replace=true') })).toEqual(['read', 'replace', 'read', 'patch']);
    expect(dataOf()).toEqual({ color: 'blue' });
    const { uid } = world.spoke.live(aKey);
    world.spoke.script.failOn('patch', { kind: 'immutable', message: 'data: field is immutable.' }, 1);
    await synced({ a: replaced('green', 'Force=true') });
    expect(dataOf()).toEqual({ color: 'green' });
    expect(world.spoke.live(aKey).uid).not.toBe(uid);
  });

  it('gives up on an object that is written all the time', async () => {
    world.push({ a: configMap('a') });
    world.spoke.script.failOn('create', { kind: 'precondition', message: 'written' });
    expect(await sync()).toMatchObject({ outcome: 'waiting' });
    expect(world.application.status.summary).toContain('written all the time, so that it cannot be merged');
  });
});

describe('Validate=false', () => {
  it.each([
    {
      name: 'of the Application',
      application: ['Validate=false'],
      object: '',
      request: 'create ConfigMap shop/a leniently',
    },
    { name: 'of an object', application: [], object: 'Validate=false', request: 'create ConfigMap shop/a leniently' },
    {
      name: 'with ServerSideApply=true beside it has no effect, as in Argo CD',
      application: ['Validate=false', 'ServerSideApply=true'],
      object: '',
      request: 'apply ConfigMap shop/a',
    },
    {
      name: 'beside the true of an object',
      application: ['Validate=false'],
      object: 'Validate=true',
      request: 'apply ConfigMap shop/a',
    },
  ])('$name', async ({ application, object, request }) => {
    withOptions(...application);
    world.push({ a: configMap('a', {}, optioned(object)) });
    expect(await sync()).toMatchObject({ outcome: 'synced' });
    expect(world.spoke.takeRequests()).toEqual([request]);
  });
});
