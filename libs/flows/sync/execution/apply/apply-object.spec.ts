import { beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { configMap, configMapKey, deployment, optioned, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../../sync-application.ts';

const never = new AbortController().signal;
const aKey = configMapKey('a');
const webKey = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);

async function synced(manifests: Readonly<Record<string, Manifest>>): Promise<string[]> {
  world.push(manifests);
  const outcome = await sync();
  expect(outcome).toMatchObject({ outcome: 'synced' });
  return world.spoke.takeRequests();
}

/** What a watch shows of the Deployment; false when it is as the inventory has it. */
function isSeenAsDrift(): boolean {
  const live = world.spoke.live(webKey);
  const id = 'apps/Deployment/shop/web';
  const entry = world.application.status.inventory?.find((item) => item.id === id);
  if (entry?.entryHash === live.entryHash('nabe')) return false;
  world.queue.sight(WEB, new Map([[id, { state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') }]]));
  return true;
}

beforeEach(() => {
  world = new SyncWorld();
});

describe('an object that a former tool made', () => {
  const inShop = { namespace: 'shop' };

  it.each([
    { name: 'with other values', data: { color: 'green', old: 'x' }, first: ['apply', 'read'] },
    { name: 'with the same values', data: { color: 'red', old: 'x' }, first: ['apply'] },
  ])('is taken over in place, and what git does not have of it vanishes: $name', async ({ data, first }) => {
    const { uid } = world.spoke.applyAs('kubectl-client-side-apply', aKey, configMap('a', data, inShop));

    const requests = await synced({ a: configMap('a', { color: 'red' }) });

    expect(requests.map((request) => request.split(' ')[0])).toEqual([...first, 'own', 'apply']);
    expect(world.spoke.live(aKey)).toMatchObject({ uid });
    expect(world.spoke.live(aKey).toJson()).toMatchObject({ data: { color: 'red' } });
    expect(world.spoke.live(aKey).toJson()['data']).toEqual({ color: 'red' });
  });

  it('stays as it is while somebody else owns what git sets', async () => {
    world.spoke.applyAs('helm', aKey, configMap('a', { size: 'small' }, inShop));
    world.spoke.edit(aKey, ['data', 'color'], 'green', 'operator');
    world.push({ a: configMap('a', { color: 'red', size: 'large' }) });

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'FieldConflict' });
    expect(world.spoke.live(aKey).toJson()['data']).toEqual({ size: 'small', color: 'green' });
  });
});

describe('replicas', () => {
  it('are left to an autoscaler that scales the object, and it is no drift again', async () => {
    await synced({ web: deployment(2, 'web:1') });
    world.spoke.scaled = [webKey];
    world.spoke.edit(webKey, ['spec', 'replicas'], 5, 'kube-controller-manager');
    expect(isSeenAsDrift()).toBe(true);
    await sync();
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 5, image: 'web:1' });

    world.spoke.edit(webKey, ['spec', 'replicas'], 7, 'kube-controller-manager');
    expect(isSeenAsDrift()).toBe(false);
    await synced({ web: deployment(2, 'web:2') });
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 7, image: 'web:2' });
  });

  it('that somebody changed by hand are set back', async () => {
    await synced({ web: deployment(2, 'web:1') });
    world.spoke.edit(webKey, ['spec', 'replicas'], 5);
    expect(isSeenAsDrift()).toBe(true);
    await sync();
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 2, image: 'web:1' });
  });
});

describe('ignored differences', () => {
  const ignore = (rule: object, ...syncOptions: string[]) =>
    world.change({
      spec: {
        syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions },
        ignoreDifferences: [{ group: 'apps', kind: 'Deployment', ...rule }],
      },
    });
  const replicas = { jsonPointers: ['/spec/replicas'] };

  it('are no drift, and go back to what git says with the next change of it', async () => {
    ignore(replicas);
    await synced({ web: deployment(2, 'web:1') });
    world.spoke.edit(webKey, ['spec', 'replicas'], 5);
    expect(isSeenAsDrift()).toBe(false);
    await synced({ web: deployment(2, 'web:2') });
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 2, image: 'web:2' });
  });

  it('are left alone for good with RespectIgnoreDifferences', async () => {
    ignore(replicas, 'RespectIgnoreDifferences=true');
    await synced({ web: deployment(2, 'web:1') });
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 2, image: 'web:1' });
    world.spoke.edit(webKey, ['spec', 'replicas'], 5);
    expect(isSeenAsDrift()).toBe(false);
    await synced({ web: deployment(2, 'web:2') });
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 5, image: 'web:2' });
  });

  it('keep what an ignored manager owns, while other drift is undone', async () => {
    ignore({ managedFieldsManagers: ['tuner'] });
    await synced({ web: deployment(2, 'web:1') });
    world.spoke.edit(webKey, ['spec', 'replicas'], 5, 'tuner');
    world.spoke.edit(webKey, ['spec', 'image'], 'web:evil');
    expect(isSeenAsDrift()).toBe(true);
    await sync();
    expect(world.spoke.live(webKey).toJson()['spec']).toEqual({ replicas: 5, image: 'web:1' });
    expect(isSeenAsDrift()).toBe(false);
  });

  it('count for an object that was synced before they were ignored', async () => {
    await synced({ web: deployment(2, 'web:1') });
    ignore(replicas);
    await sync();
    world.spoke.edit(webKey, ['spec', 'replicas'], 5);
    expect(isSeenAsDrift()).toBe(false);
  });

  it('that cannot be read stop the sync with a sentence', async () => {
    ignore({ jqPathExpressions: ['.spec | keys'] });
    world.push({ web: deployment(2, 'web:1') });
    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'InvalidManifests' });
    expect(world.application.status.summary).toContain('spec.ignoreDifferences[0].jqPathExpressions ".spec | keys"');
  });
});

describe('the sync option', () => {
  it('Replace removes what others have added', async () => {
    await synced({ a: configMap('a', { color: 'red' }, optioned('Replace=true')) });
    world.spoke.edit(aKey, ['data', 'added'], 'x');
    const { uid } = world.spoke.live(aKey);

    await synced({ a: configMap('a', { color: 'blue' }, optioned('Replace=true')) });

    expect(world.spoke.live(aKey).toJson()['data']).toEqual({ color: 'blue' });
    expect(world.spoke.live(aKey).uid).toBe(uid);
  });

  it('Force recreates an object when a field cannot be changed, and only then', async () => {
    const immutable = { kind: 'immutable', message: 'data: field is immutable.' } as const;
    await synced({ a: configMap('a', { color: 'red' }, optioned('Force=true')) });
    const before = world.spoke.live(aKey).uid;
    await synced({ a: configMap('a', { color: 'blue' }, optioned('Force=true')) });
    expect(world.spoke.live(aKey).uid).toBe(before);

    world.spoke.script.failOn('apply ConfigMap shop/a', immutable, 1);
    const requests = await synced({ a: configMap('a', { color: 'green' }, optioned('Force=true')) });
    expect(requests).toEqual([
      'apply ConfigMap shop/a',
      'read ConfigMap shop/a',
      'delete ConfigMap shop/a',
      'read ConfigMap shop/a',
      'apply ConfigMap shop/a',
    ]);
    expect(world.spoke.live(aKey).uid).not.toBe(before);
  });

  it('Force is named where it would help', async () => {
    await synced({ a: configMap('a', { color: 'red' }) });
    world.push({ a: configMap('a', { color: 'blue' }) });
    world.spoke.script.failOn('apply', { kind: 'immutable', message: 'data: field is immutable.' }, 1);

    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'FieldImmutable' });
    expect(world.application.status.summary).toContain('deleted and created anew with its sync option Force=true.');
  });

  it('Replace with Force recreates an object with every change', async () => {
    await synced({ a: configMap('a', { color: 'red' }, optioned('Replace=true,Force=true')) });
    const before = world.spoke.live(aKey).uid;
    await synced({ a: configMap('a', { color: 'blue' }, optioned('Replace=true,Force=true')) });
    expect(world.spoke.live(aKey).uid).not.toBe(before);
  });

  it('SkipDryRunOnMissingResource lets everything else be applied while a kind is missing', async () => {
    const till: Manifest = {
      apiVersion: 'shop.example/v1',
      kind: 'Till',
      metadata: { name: 'till', ...optioned('SkipDryRunOnMissingResource=true') },
    };
    world.push({ a: configMap('a'), till });
    world.spoke.script.failOn('apply Till', { kind: 'not-found', message: 'The cluster does not serve Till.' }, 1);
    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'NotFound', applied: 1 });
    expect(world.inventory).toEqual(['ConfigMap a', 'Till till?']);

    world.spoke.serve('shop.example/v1/Till', true);
    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1 });
  });

  it('that nobody knows is told, and everything else is done', async () => {
    await synced({ a: configMap('a', {}, optioned('Prun=false')) });
    expect(world.application.status.summary).toMatch(
      /^Synced to \w+: 1 object\. Sync options without effect, because unknown or in the wrong place: Prun=false of ConfigMap shop\/a\. Correct them in git\.$/,
    );
  });
});

describe('a deletion that waits for a person', () => {
  const approve = () => {
    const approvedAt = new Date(world.clock.now()).toISOString();
    return { annotations: { 'argocd.argoproj.io/deletion-approved': approvedAt } };
  };

  it('of one object goes on when it is approved, and an old approval counts for nothing later', async () => {
    await synced({ a: configMap('a', {}, optioned('Prune=confirm')), b: configMap('b') });
    world.change({ metadata: approve() });
    world.push({ b: configMap('b') });
    world.clock.advance(5000);
    expect(await sync()).toMatchObject({ outcome: 'held' });
    expect(world.inventory).toEqual(['ConfigMap a', 'ConfigMap b']);

    world.clock.advance(5000);
    world.change({ metadata: approve() });
    expect(await sync()).toMatchObject({ outcome: 'synced', pruned: 1 });
    expect(world.inventory).toEqual(['ConfigMap b']);
  });

  it('of the Application deletes nothing before it is approved', async () => {
    await synced({ a: configMap('a', {}, optioned('Delete=confirm')), b: configMap('b') });
    const deletionTimestamp = new Date(world.clock.now()).toISOString();
    world.change({ metadata: { deletionTimestamp } });
    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'DeletionUnapproved' });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.application.status.summary).toContain('sync option Delete=confirm: ConfigMap shop/a.');

    world.change({ metadata: { deletionTimestamp, ...approve() } });
    expect(await sync()).toMatchObject({ outcome: 'deleted', pruned: 2 });
  });
});
