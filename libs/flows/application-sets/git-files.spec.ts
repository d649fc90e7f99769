import { beforeEach, describe, expect, it } from 'vitest';
import { APPS_URL, SetWorld } from '#testing/set-world.ts';

const template = {
  metadata: { name: '{{.path.basename}}' },
  spec: {
    source: { repoURL: APPS_URL, path: 'apps', targetRevision: 'main' },
    destination: { name: 'eu', namespace: '{{.namespace}}' },
  },
};
const generators = [{ git: { repoURL: APPS_URL, revision: 'main', files: [{ path: 'config/**/config.yaml' }] } }];

describe('reconcileApplicationSet, from files of git', () => {
  let world: SetWorld;

  beforeEach(() => {
    world = new SetWorld();
    world.change({ spec: { generators, template } });
  });

  it('creates an Application for each file, with its content as parameters, and follows the revision', async () => {
    world.push({
      'config/web/config.yaml': 'namespace: front',
      'config/api/config.yaml': 'namespace: back',
      'config/a.md': 'a',
    });

    expect(await world.reconcile()).toMatchObject({ followed: new Map([['tenant-red/apps', new Set(['main'])]]) });
    expect(
      world.controlPlane.views.Application.list().map(({ metadata, spec }) => [
        metadata.name,
        spec.destination.namespace,
      ]),
    ).toEqual([
      ['api', 'back'],
      ['web', 'front'],
    ]);
  });

  it('says nothing of a set when the hub stops before its facts are read', async () => {
    world.push({ 'config/web/config.yaml': 'namespace: front' });
    await world.reconcile();
    world.push({ 'config/api/config.yaml': 'namespace: back' });
    world.controlPlane.takeWrites();
    await world.reconcile(AbortSignal.abort());

    expect(world.controlPlane.takeWrites()).toEqual([]);
  });

  it('keeps everything while a file cannot be read as YAML', async () => {
    world.push({ 'config/web/config.yaml': 'namespace: front' });
    await world.reconcile();
    world.push({ 'config/web/config.yaml': '[: broken' });
    await world.reconcile();

    expect(world.applications).toEqual(['web']);
    expect(world.ready).toMatchObject({ status: 'False' });
    expect(world.ready?.message).toContain('config/web/config.yaml');
  });
});
