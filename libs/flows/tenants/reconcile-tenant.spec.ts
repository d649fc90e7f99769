import { beforeEach, describe, expect, it } from 'vitest';
import { APPLICATIONS_FINALIZER } from '#core/config-sources/compare-app-sets.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource, type Files } from '#testing/sources/fake-git-source.ts';
import { buildApplicationSet, buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { reconcileTenant } from './reconcile-tenant.ts';

const URL = 'https://git.example/red/config.git';
const never = new AbortController().signal;

let controlPlane: FakeControlPlane;
let git: FakeGitSource;

/** A document that ends up as the set of this name. */
function setText(name: string, generators = '[{list: {elements: [{name: one}]}}]'): string {
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: ApplicationSet',
    `metadata: {name: ${name}}`,
    'spec:',
    `  generators: ${generators}`,
    "  template: {metadata: {name: 'x-{{name}}'}, spec: {}}",
    '',
  ].join('\n');
}

function push(files: Files): void {
  const commit = git.push(URL, files);
  controlPlane.views.Repository.put(
    buildRepository('red', 'config', { status: { refs: [{ revision: 'main', commit }] } }),
  );
}

function tenant() {
  const found = controlPlane.views.Tenant.get({ namespace: '', name: 'red' });
  if (found === undefined) throw new Error('no tenant');
  return found;
}

const credentials = () => new RepositoryCredentials(controlPlane);
const reconcile = () =>
  reconcileTenant(tenant(), { controlPlane, git, credentials: credentials(), clock: new FakeClock() }, never);
const setNames = () =>
  controlPlane.views.ApplicationSet.list().flatMap(({ metadata }) =>
    metadata.deletionTimestamp === undefined ? [metadata.name] : [],
  );
const ready = () => tenant().status.conditions?.find(({ type }) => type === 'Ready');
const sourceValid = (name: string) =>
  controlPlane.views.ApplicationSet.get({ namespace: 'tenant-red', name })?.status.conditions?.find(
    ({ type }) => type === 'SourceValid',
  );

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  git = new FakeGitSource();
  const configSources = [{ repoURL: URL, revision: 'main', path: 'sets' }];
  controlPlane.views.Tenant.put(buildTenant('red', { spec: { configSources } }));
  push({ 'sets/a.yaml': setText('a'), 'sets/b.yaml': setText('b'), 'README.md': setText('readme') });
});

describe('reconcileTenant', () => {
  it('gives the tenant its namespace and the sets that git holds', async () => {
    expect(await reconcile()).toEqual({
      followed: new Map([['tenant-red/config', new Set(['main'])]]),
      againInMs: undefined,
    });
    expect(controlPlane.namespaces).toEqual(new Map([['tenant-red', { 'nabe.dev/tenant': 'red' }]]));
    expect(setNames()).toEqual(['a', 'b']);
    expect(controlPlane.views.ApplicationSet.list()[0]?.metadata).toMatchObject({
      labels: { 'nabe.dev/tenant': 'red' },
      annotations: { 'nabe.dev/source': 'sets/a.yaml:1' },
      finalizers: [APPLICATIONS_FINALIZER],
    });
    expect(ready()).toMatchObject({ status: 'True', reason: 'ConfigRead', message: '2 ApplicationSets from git.' });
  });

  it('writes nothing when nothing changed', async () => {
    await reconcile();
    controlPlane.takeWrites();
    await reconcile();

    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('writes a set that changed, and no other', async () => {
    await reconcile();
    controlPlane.takeWrites();
    push({ 'sets/a.yaml': setText('a'), 'sets/b.yaml': setText('b', '[{list: {elements: []}}]') });
    await reconcile();

    expect(controlPlane.takeWrites()).toEqual(['apply ApplicationSet tenant-red/b']);
  });

  it('deletes a set that is gone from git', async () => {
    await reconcile();
    push({ 'sets/a.yaml': setText('a') });
    await reconcile();

    expect(setNames()).toEqual(['a']);
  });

  it('names file, line and field of a mistake, leaves that set as it is and goes on with the others', async () => {
    await reconcile();
    controlPlane.takeWrites();
    push({
      'sets/a.yaml': setText('a', '[{lst: {}}]'),
      'sets/b.yaml': setText('b', '[]'),
      'sets/c.yaml': setText('c'),
    });
    await reconcile();

    expect(setNames()).toEqual(['a', 'b', 'c']);
    expect(controlPlane.takeWrites().filter((write) => write.startsWith('apply'))).toEqual([
      'apply ApplicationSet tenant-red/b',
      'apply ApplicationSet tenant-red/c',
    ]);
    expect(ready()).toMatchObject({
      status: 'False',
      reason: 'ConfigInvalid',
      message: expect.stringContaining('sets/a.yaml:5:17: spec.generators[0].lst'),
    });
    expect(sourceValid('a')).toMatchObject({
      status: 'False',
      reason: 'Invalid',
      message: expect.stringMatching(/^sets\/a\.yaml:5:17: .*\. The set stays as it was read last\.$/),
    });
    expect(sourceValid('b')).toBeUndefined();
  });

  it('says on the set when its file is sound again', async () => {
    await reconcile();
    push({ 'sets/a.yaml': setText('a', '[{lst: {}}]'), 'sets/b.yaml': setText('b') });
    await reconcile();
    push({ 'sets/a.yaml': setText('a'), 'sets/b.yaml': setText('b') });
    await reconcile();

    expect(sourceValid('a')).toMatchObject({ status: 'True' });
    expect(ready()).toMatchObject({ status: 'True' });
  });

  it('deletes nothing while a file is no YAML at all', async () => {
    await reconcile();
    push({ 'sets/a.yaml': `kind: [ApplicationSet\n${setText('a')}` });
    await reconcile();

    expect(setNames()).toEqual(['a', 'b']);
  });

  it('keeps every set while the repository cannot be read', async () => {
    await reconcile();
    push({ 'sets/a.yaml': setText('a') });
    git.script.failOn('fetch', { kind: 'unreachable', message: 'cannot reach git.example' });

    expect((await reconcile()).againInMs).toBe(5000);
    expect(setNames()).toEqual(['a', 'b']);
    expect(ready()).toMatchObject({
      status: 'False',
      reason: 'ConfigUnreadable',
      message: 'Cannot reach git.example. Its ApplicationSets stay as they were read last.',
    });
  });

  it.each<{ name: string; arrange: () => void; message: string }>([
    {
      name: 'the revision has no commit yet',
      arrange: () => controlPlane.views.Repository.put(buildRepository('red', 'config')),
      message: `Revision main of ${URL} is being resolved.`,
    },
    {
      name: 'the repository is not registered',
      arrange: () => controlPlane.views.Repository.remove({ namespace: 'tenant-red', name: 'config' }),
      message: `Repository ${URL} is not registered for tenant red: create a Repository object with this url in namespace tenant-red.`,
    },
    {
      name: 'the directory is gone',
      arrange: () => push({ 'README.md': 'moved' }),
      message: `The config source sets of ${URL} at main is not there: correct the path or push it.`,
    },
  ])('keeps every set and says why when $name', async ({ arrange, message }) => {
    await reconcile();
    arrange();
    await reconcile();

    expect(setNames()).toEqual(['a', 'b']);
    expect(ready()?.message).toBe(`${message} Its ApplicationSets stay as they were read last.`);
  });

  it('leaves a set alone that was made by hand, and names the collision', async () => {
    controlPlane.views.ApplicationSet.put(buildApplicationSet('red', 'a'));
    await reconcile();
    push({ 'sets/a.yaml': setText('a') });
    await reconcile();

    expect(controlPlane.views.ApplicationSet.get({ namespace: 'tenant-red', name: 'a' })?.metadata.annotations).toEqual(
      {},
    );
    expect(ready()?.message).toContain('sets/a.yaml:1: ApplicationSet a exists already and was not made from git');
  });

  it('leaves the sets of other tenants alone', async () => {
    controlPlane.views.ApplicationSet.put(
      buildApplicationSet('blue', 'z', { metadata: { annotations: { 'nabe.dev/source': 'sets/z.yaml:1' } } }),
    );
    await reconcile();

    expect(setNames()).toEqual(['z', 'a', 'b']);
  });

  it('does nothing before the lists have been read', async () => {
    controlPlane.views.ApplicationSet.complete = false;

    expect(await reconcile()).toMatchObject({ againInMs: 1000 });
    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it.each([
    { name: 'deletes nothing while a set of its own cannot be read', unreadable: 'tenant-red/x', left: ['a', 'b'] },
    { name: 'is not held up by an unreadable set of another tenant', unreadable: 'tenant-redder/x', left: ['a'] },
  ])('$name', async ({ unreadable, left }) => {
    await reconcile();
    controlPlane.views.ApplicationSet.unreadable.add(unreadable);
    push({ 'sets/a.yaml': setText('a') });
    await reconcile();

    expect(setNames()).toEqual(left);
  });

  it('throws when a set cannot be written, so that it is tried again', async () => {
    controlPlane.script.failOn('apply', { kind: 'unavailable', message: 'no answer' });

    await expect(reconcile()).rejects.toThrow('cannot write ApplicationSet tenant-red/a: no answer');
  });
});
