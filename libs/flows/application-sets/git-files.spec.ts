import { beforeEach, describe, expect, it } from 'vitest';
import { APPS_URL, SetWorld } from '#testing/worlds/set-world.ts';

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

  const linked = { 'config/web/config.yaml': '../../shared/web.yaml', 'config/evil/config.yaml': '../../../evil.yaml' };

  it.each([
    {
      name: 'refuses a link that leaves the repository',
      globbing: 'pathspec' as const,
      applications: [],
      message: /config\/evil\/config.yaml is a link that leaves https:\/\/git.example\/red\/apps.git; exclude it/,
    },
    {
      name: 'leaves it out with the newer globbing, and reads one that stays inside',
      globbing: 'doublestar' as const,
      applications: ['web'],
      message: /^1 Application\.$/,
    },
  ])('$name', async ({ globbing, applications, message }) => {
    world.outside.gitFileGlobbing = globbing;
    world.push({ 'shared/web.yaml': 'namespace: front' }, linked);
    await world.reconcile();

    expect(world.applications).toEqual(applications);
    expect(world.ready?.message).toMatch(message);
  });

  it.each([
    { name: 'leads to a directory', target: '..' },
    { name: 'leads to nothing', target: 'gone.yaml' },
    { name: 'leads to itself', target: 'config.yaml' },
  ])('refuses a link that $name', async ({ target }) => {
    world.push({ 'shared/web.yaml': 'namespace: front' }, { 'config/web/config.yaml': target });
    await world.reconcile();

    expect(world.ready?.message).toContain('is a link that leads to no file; exclude it');
  });

  it.each([
    { globbing: 'pathspec' as const, applications: ['deep', 'web'] },
    { globbing: 'doublestar' as const, applications: ['web'] },
  ])('lets the installation choose how patterns are read: $globbing', async ({ globbing, applications }) => {
    world.outside.gitFileGlobbing = globbing;
    const pattern = { git: { repoURL: APPS_URL, revision: 'main', files: [{ path: 'config/*/config.yaml' }] } };
    world.change({ spec: { generators: [pattern], template } });
    world.push({ 'config/web/config.yaml': 'namespace: a', 'config/very/deep/config.yaml': 'namespace: b' });
    await world.reconcile();

    expect(world.applications.toSorted()).toEqual(applications);
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
