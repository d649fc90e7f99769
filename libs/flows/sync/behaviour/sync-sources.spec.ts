import { beforeEach, describe, expect, it } from 'vitest';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { configMap, configMapKey, REPOSITORY_URL, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { assessInputs } from '../inputs/assess-inputs.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;
const VALUES_URL = 'https://git.example/red/values.git';
let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);

beforeEach(() => {
  world = new SyncWorld();
});

function pushTo(name: string, url: string, files: Record<string, string>, isResolved = true): string {
  const commit = world.git.push(url, files);
  const status = isResolved ? { refs: [{ revision: 'main', commit }] } : {};
  world.controlPlane.views.Repository.put(buildRepository('red', name, { spec: { url }, status }));
  return commit;
}

const main = (repoURL: string, source: object) => ({ repoURL, targetRevision: 'main', ...source });

describe('syncApplication with several sources', () => {
  const sources = [main(REPOSITORY_URL, { path: 'web' }), main(VALUES_URL, { path: 'more' })];

  it('applies the objects of all, and of one that both have the last', async () => {
    world.push({ a: configMap('a', { from: 'first' }), b: configMap('b') });
    pushTo('values', VALUES_URL, { 'more/a.json': JSON.stringify(configMap('a', { from: 'second' })) });
    world.change({ spec: { source: undefined, sources } });

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 2 });
    expect(world.inventory.toSorted()).toEqual(['ConfigMap a', 'ConfigMap b']);
    expect(world.spoke.live(configMapKey('a')).toJson()).toMatchObject({ data: { from: 'second' } });
  });

  it('needs nothing after a push that none of them reads, and a sync after one of either', async () => {
    world.push({ a: configMap('a') });
    const more = { 'more/c.json': JSON.stringify(configMap('c')) };
    pushTo('values', VALUES_URL, more);
    world.change({ spec: { source: undefined, sources } });
    await sync();

    pushTo('values', VALUES_URL, { ...more, 'else/x.json': '{}' });
    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
    pushTo('values', VALUES_URL, { 'more/c.json': JSON.stringify(configMap('c', { color: 'red' })) });
    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1 });
  });

  it('follows all of their revisions, also while one of them means nothing yet', async () => {
    world.push({ a: configMap('a') });
    pushTo('values', VALUES_URL, {}, false);
    world.change({ spec: { source: undefined, sources } });

    const inputs = await assessInputs(world.application, world.ports, never);
    expect(inputs).toMatchObject({ kind: 'blocked', blocker: { reason: 'RevisionUnresolved' } });
    expect(inputs.followed.map(({ repository, revision }) => `${repository.spec.url} ${revision}`)).toEqual([
      `${REPOSITORY_URL} main`,
      `${VALUES_URL} main`,
    ]);
  });

  it('refuses one that the tenant may not deploy from, by its place', async () => {
    world.push({ a: configMap('a') });
    const foreign = main('https://git.example/blue/apps.git', { ref: 'values' });
    world.change({ spec: { source: undefined, sources: [sources[0], foreign] } });

    await sync();
    expect(world.application.status.operation).toMatchObject({ phase: 'Stalled', reason: 'Refused' });
  });
});

describe('syncApplication of a chart', () => {
  const chart = { 'web/Chart.yaml': '{"apiVersion": "v2", "name": "web", "version": "1.0.0"}' };

  it('says that this worker cannot render it, and looks again', async () => {
    pushTo('apps', REPOSITORY_URL, chart);
    world.renderer.failure = { kind: 'unavailable', message: 'this worker has no helm: the platform team has to act' };

    await sync();
    expect(world.application.status.operation).toMatchObject({
      phase: 'Failed',
      reason: 'RenderingUnavailable',
      message: expect.stringContaining('This worker has no helm'),
    });
  });

  it('asks the cluster what it serves, which a directory does not need', async () => {
    pushTo('apps', REPOSITORY_URL, chart);
    world.renderer.failure = { kind: 'invalid', message: 'bad' };
    await sync();
    expect(world.spoke.takeRequests()).toEqual(['list API versions']);

    world.push({ a: configMap('a') });
    await sync();
    expect(world.spoke.takeRequests()).toEqual([]);
  });
});
