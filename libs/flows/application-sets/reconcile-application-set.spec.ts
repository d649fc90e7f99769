import { beforeEach, describe, expect, it } from 'vitest';
import { APPLICATIONS_FINALIZER } from '#core/config-sources/compare-app-sets.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/fake-control-plane.ts';
import { FakeGitSource, type Files } from '#testing/fake-git-source.ts';
import {
  buildApplication,
  buildApplicationSet,
  buildCluster,
  buildRepository,
  buildTenant,
} from '#testing/resource-builders.ts';
import { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { deleteApplicationSet, guardApplications } from './delete-application-set.ts';
import { reconcileApplicationSet } from './reconcile-application-set.ts';

const URL = 'https://git.example/red/apps.git';
const never = new AbortController().signal;
const SHOP = { namespace: 'tenant-red', name: 'shop' };

const matrix = [
  {
    matrix: {
      generators: [
        { clusters: { selector: { matchLabels: { env: 'prod' } } } },
        { git: { repoURL: URL, revision: 'main', directories: [{ path: 'apps/*' }] } },
      ],
    },
  },
];
const template = {
  metadata: { name: '{{.path.basename}}-{{.name}}' },
  spec: {
    source: { repoURL: URL, path: '{{.path.path}}', targetRevision: 'main' },
    destination: { name: '{{.name}}', namespace: 'shop' },
  },
};

let controlPlane: FakeControlPlane;
let git: FakeGitSource;

function putSet(spec: object = {}, metadata: object = {}): void {
  const status = controlPlane.views.ApplicationSet.get(SHOP)?.status ?? {};
  const whole = { goTemplate: true, generators: matrix, template, ...spec };
  const guarded = { uid: 'set-uid', finalizers: [APPLICATIONS_FINALIZER], ...metadata };
  controlPlane.views.ApplicationSet.put(buildApplicationSet('red', 'shop', { spec: whole, status, metadata: guarded }));
}

function set() {
  const found = controlPlane.views.ApplicationSet.get(SHOP);
  if (found === undefined) throw new Error('no set');
  return found;
}

function push(files: Files): void {
  const commit = git.push(URL, files);
  controlPlane.views.Repository.put(
    buildRepository('red', 'apps', { status: { refs: [{ revision: 'main', commit }] } }),
  );
}

const engines = templateEngines(fakeTemplateEnvironment());
const reconcile = () => {
  const credentials = new RepositoryCredentials(controlPlane);
  return reconcileApplicationSet(set(), { controlPlane, git, credentials, engines, clock: new FakeClock() }, never);
};
const names = () =>
  controlPlane.views.Application.list().flatMap(({ metadata }) =>
    metadata.deletionTimestamp === undefined ? [metadata.name] : [],
  );
const ready = () => set().status.conditions?.find(({ type }) => type === 'Ready');
const prod = (name: string, server?: string) =>
  buildCluster(name, { metadata: { labels: { env: 'prod' } }, spec: server === undefined ? {} : { server } });

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  git = new FakeGitSource();
  controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceRepos: ['https://git.example/red/*'] } }));
  controlPlane.views.Cluster.put(prod('eu'), prod('us'), buildCluster('staging'));
  push({ 'apps/web/a.yaml': 'a', 'apps/api/a.yaml': 'a', 'docs/a.md': 'a' });
  putSet();
});

describe('reconcileApplicationSet', () => {
  it('creates an Application for each cluster and directory', async () => {
    expect(await reconcile()).toEqual({
      followed: new Map([['tenant-red/apps', new Set(['main'])]]),
      againInMs: undefined,
    });
    expect(names()).toEqual(['api-eu', 'api-us', 'web-eu', 'web-us']);
    expect(controlPlane.views.Application.list()[0]).toMatchObject({
      metadata: { labels: { 'nabe.dev/tenant': 'red', 'nabe.dev/applicationset': 'shop' } },
      spec: { project: 'red', source: { path: 'apps/api' }, destination: { name: 'eu', namespace: 'shop' } },
    });
    expect(set().status).toMatchObject({ applications: 4 });
    expect(ready()).toMatchObject({ status: 'True', reason: 'Expanded', message: '4 Applications.' });
  });

  it('writes nothing when nothing changed', async () => {
    await reconcile();
    controlPlane.takeWrites();
    await reconcile();

    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('updates only what a changed template changes', async () => {
    await reconcile();
    controlPlane.takeWrites();
    const destination = { name: '{{.name}}', namespace: '{{if eq .path.basename "web"}}front{{else}}shop{{end}}' };
    putSet({ template: { ...template, spec: { ...template.spec, destination } } });
    await reconcile();

    expect(controlPlane.takeWrites()).toEqual([
      'apply Application tenant-red/web-eu',
      'apply Application tenant-red/web-us',
    ]);
  });

  it('deletes Applications of a directory or cluster that is gone', async () => {
    await reconcile();
    push({ 'apps/web/a.yaml': 'a' });
    controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'us' });
    await reconcile();

    expect(names()).toEqual(['web-eu']);
  });

  it('leaves an Application alone that was made anew in between', async () => {
    await reconcile();
    push({ 'apps/web/a.yaml': 'a' });
    controlPlane.script.failOn('delete Application tenant-red/api-eu', {
      kind: 'conflict',
      message: 'it has another UID',
    });

    await expect(reconcile()).rejects.toThrow('Application tenant-red/api-eu: it has another UID');
    expect(names()).toEqual(['api-eu', 'web-eu', 'web-us']);
  });

  interface Doubt {
    readonly name: string;
    readonly arrange: () => void;
    readonly reason: string;
    readonly message: string;
  }
  const doubts: readonly Doubt[] = [
    {
      name: 'the list of clusters has not been read to its end',
      arrange: () => {
        controlPlane.views.Cluster.complete = false;
        controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'us' });
      },
      reason: 'FactsIncomplete',
      message: 'The list of clusters has not been read to its end yet.',
    },
    {
      name: 'a Cluster cannot be read',
      arrange: () => {
        controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'us' });
        controlPlane.views.Cluster.unreadable.add('nabe-system/us');
      },
      reason: 'FactsIncomplete',
      message: 'The list of clusters is not complete: the platform team has to correct Cluster nabe-system/us.',
    },
    {
      name: 'the revision has no commit any more',
      arrange: () => controlPlane.views.Repository.put(buildRepository('red', 'apps', { status: { refs: [] } })),
      reason: 'FactsIncomplete',
      message: `Revision main of ${URL} is being resolved.`,
    },
    {
      name: 'the repository is not registered',
      arrange: () => controlPlane.views.Repository.remove({ namespace: 'tenant-red', name: 'apps' }),
      reason: 'FactsIncomplete',
      message: `Repository ${URL} is not registered for tenant red`,
    },
    {
      name: 'the tenant may not read the repository',
      arrange: () => controlPlane.views.Tenant.put(buildTenant('red')),
      reason: 'FactsIncomplete',
      message: `sourceRepos of Tenant red does not allow ${URL}; the platform team can add it.`,
    },
    {
      name: 'the commit cannot be fetched',
      arrange: () => {
        push({ 'apps/web/a.yaml': 'a' });
        git.script.failOn('fetch', { kind: 'unreachable', message: 'git.example does not answer.' });
      },
      reason: 'FactsIncomplete',
      message: 'git.example does not answer.',
    },
    {
      name: 'the template cannot be rendered',
      arrange: () => putSet({ template: { ...template, metadata: { name: '{{.path.basename' } } }),
      reason: 'InvalidTemplate',
      message: 'spec.template.metadata.name: ',
    },
    {
      name: 'two Applications would have one name',
      arrange: () => putSet({ template: { ...template, metadata: { name: '{{.name}}' } } }),
      reason: 'Refused',
      message: 'Application eu is generated 2 times',
    },
    {
      name: 'the tenant is not registered',
      arrange: () => controlPlane.views.Tenant.remove({ namespace: '', name: 'red' }),
      reason: 'TenantMissing',
      message: 'Namespace tenant-red belongs to no Tenant: the platform team has to register one.',
    },
  ];

  it.each(doubts)(
    'leaves all Applications as they are and says why when $name',
    async ({ arrange, reason, message }) => {
      await reconcile();
      controlPlane.takeWrites();
      arrange();
      await reconcile();

      expect(controlPlane.takeWrites()).toEqual(['status ApplicationSet tenant-red/shop nabe-hub']);
      expect(names()).toEqual(['api-eu', 'api-us', 'web-eu', 'web-us']);
      expect(ready()).toMatchObject({ status: 'False', reason, message: expect.stringContaining(message) });
      expect(ready()?.message).toMatch(/[^.]\. All Applications of this set stay as they are\.$/);
      expect(set().status.applications).toBe(4);
    },
  );

  it('looks again by itself while facts are missing', async () => {
    controlPlane.views.Cluster.complete = false;

    expect((await reconcile()).againInMs).toBe(5000);
  });

  it('does nothing before the Applications have been listed', async () => {
    controlPlane.views.Application.complete = false;

    expect(await reconcile()).toMatchObject({ againInMs: 1000 });
    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('refuses one Application that is not valid, keeps it as it is, and goes on with the others', async () => {
    await reconcile();
    const spec = {
      ...template.spec,
      destination: { name: '{{.name}}', namespace: 'shop', server: '{{if eq .path.basename "web"}}https://x{{end}}' },
    };
    putSet({ template: { ...template, spec } });
    push({ 'apps/web/a.yaml': 'a', 'apps/new/a.yaml': 'a' });
    await reconcile();

    expect(names()).toEqual(['new-eu', 'new-us', 'web-eu', 'web-us']);
    expect(ready()).toMatchObject({
      reason: 'ApplicationsRefused',
      message: expect.stringContaining('spec.destination: give either name or server'),
    });
  });

  it('takes over no Application of somebody else', async () => {
    controlPlane.views.Application.put(buildApplication('red', 'web-eu', { metadata: { uid: 'theirs' } }));
    await reconcile();

    expect(controlPlane.views.Application.get({ namespace: 'tenant-red', name: 'web-eu' })?.metadata.labels).toEqual(
      {},
    );
    expect(ready()).toMatchObject({
      reason: 'ApplicationsRefused',
      message: expect.stringContaining('belongs to no ApplicationSet'),
    });
  });

  it('writes over no Application that it cannot read', async () => {
    controlPlane.views.Application.unreadable.add('tenant-red/web-eu');
    await reconcile();

    expect(names()).toEqual(['api-eu', 'api-us', 'web-us']);
    expect(ready()?.message).toContain(
      'Application web-eu exists in a form that this version cannot read; correct or delete it.',
    );
  });

  it('writes all it can when one write fails, and throws so that the rest is tried again', async () => {
    controlPlane.script.failOn('apply Application tenant-red/api-us', { kind: 'unavailable', message: 'no answer' }, 1);

    await expect(reconcile()).rejects.toThrow(
      'cannot write every Application of set shop: Application tenant-red/api-us: no answer',
    );
    expect(names()).toEqual(['api-eu', 'web-eu', 'web-us']);
  });
});

describe('deleteApplicationSet', () => {
  beforeEach(async () => {
    await reconcile();
    putSet({}, { deletionTimestamp: '2026-03-04T05:06:07Z' });
    controlPlane.takeWrites();
  });

  it('deletes the Applications of the set and keeps it until they are gone', async () => {
    controlPlane.views.Application.put(buildApplication('red', 'other'));

    expect(await deleteApplicationSet(set(), controlPlane)).toEqual({ againInMs: 1000 });
    expect(names()).toEqual(['other']);
    controlPlane.takeWrites();

    expect(await deleteApplicationSet(set(), controlPlane)).toEqual({ againInMs: 1000 });
    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('lets the set go when none is left', async () => {
    for (const { metadata } of controlPlane.views.Application.list()) controlPlane.views.Application.remove(metadata);

    expect(await deleteApplicationSet(set(), controlPlane)).toEqual({});
    expect(controlPlane.views.ApplicationSet.get(SHOP)).toBeUndefined();
  });

  it.each([
    {
      name: 'the list of Applications is not complete',
      arrange: () => void (controlPlane.views.Application.complete = false),
    },
    {
      name: 'an Application of its namespace cannot be read',
      arrange: () => void controlPlane.views.Application.unreadable.add('tenant-red/x'),
    },
  ])('keeps the set while $name', async ({ arrange }) => {
    for (const { metadata } of controlPlane.views.Application.list()) controlPlane.views.Application.remove(metadata);
    arrange();

    expect(await deleteApplicationSet(set(), controlPlane)).toEqual({ againInMs: 1000 });
    expect(controlPlane.takeWrites()).toEqual([]);
  });
});

describe('guardApplications', () => {
  it('gives a set made by hand the finalizer, once', async () => {
    putSet({}, { finalizers: [] });
    await guardApplications(set(), controlPlane);
    await guardApplications(set(), controlPlane);

    expect(controlPlane.takeWrites()).toEqual(['apply ApplicationSet tenant-red/shop']);
    expect(set().metadata.finalizers).toEqual([APPLICATIONS_FINALIZER]);
  });
});
