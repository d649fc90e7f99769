import { beforeEach, describe, expect, it } from 'vitest';
import { buildApplication, buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { APPS_URL, SetWorld, TEMPLATE } from '#testing/worlds/set-world.ts';

let world: SetWorld;

beforeEach(() => {
  world = new SetWorld();
});

describe('reconcileApplicationSet', () => {
  it('creates an Application for each cluster and directory', async () => {
    expect(await world.reconcile()).toEqual({
      followed: new Map([['tenant-red/apps', new Set(['main'])]]),
      objectsRead: [],
      againInMs: undefined,
    });
    expect(world.applications).toEqual(['api-eu', 'api-us', 'web-eu', 'web-us']);
    expect(world.controlPlane.views.Application.list()[0]).toMatchObject({
      metadata: { labels: { 'nabe.dev/tenant': 'red', 'nabe.dev/applicationset': 'shop' } },
      spec: { project: 'red', source: { path: 'apps/api' }, destination: { name: 'eu', namespace: 'shop' } },
    });
    expect(world.set.status).toMatchObject({ applications: 4 });
    expect(world.ready).toMatchObject({ status: 'True', reason: 'Expanded', message: '4 Applications.' });
  });

  it('writes nothing when nothing changed', async () => {
    await world.reconcile();
    world.controlPlane.takeWrites();
    await world.reconcile();

    expect(world.controlPlane.takeWrites()).toEqual([]);
  });

  it('updates only what a changed template changes', async () => {
    await world.reconcile();
    world.controlPlane.takeWrites();
    const destination = { name: '{{.name}}', namespace: '{{if eq .path.basename "web"}}front{{else}}shop{{end}}' };
    world.change({ spec: { template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, destination } } } });
    await world.reconcile();

    expect(world.controlPlane.takeWrites()).toEqual([
      'apply Application tenant-red/web-eu',
      'apply Application tenant-red/web-us',
    ]);
  });

  it('deletes Applications of a directory or cluster that is gone', async () => {
    await world.reconcile();
    world.push({ 'apps/web/a.yaml': 'a' });
    world.controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'us' });
    await world.reconcile();

    expect(world.applications).toEqual(['web-eu']);
  });

  it('deletes nothing over the budget of the tenant before a person approves', async () => {
    await world.reconcile();
    const tenant = world.controlPlane.views.Tenant.list()[0];
    if (tenant === undefined) throw new Error('there is no tenant');
    const deletionBudget = { applications: 1 };
    world.controlPlane.views.Tenant.put({ ...tenant, spec: { ...tenant.spec, deletionBudget } });
    world.push({ 'apps/web/a.yaml': 'a' });
    await world.reconcile();

    expect(world.applications).toEqual(['api-eu', 'api-us', 'web-eu', 'web-us']);
    const held = world.set.status.conditions?.find(({ type }) => type === 'DeletionsHeld');
    expect(held).toMatchObject({
      status: 'True',
      reason: 'OverBudget',
      message:
        '2 Applications are no longer wanted and stay, because one change may delete 1 (deletionBudget.applications of the Tenant): api-eu, api-us. Approve by setting the annotation argocd.argoproj.io/deletion-approved of the ApplicationSet to the present time (RFC 3339), or correct the set in git.',
    });

    const approved = held?.lastTransitionTime ?? '';
    world.change({ metadata: { annotations: { 'argocd.argoproj.io/deletion-approved': approved } } });
    await world.reconcile();
    expect(world.applications).toEqual(['web-eu', 'web-us']);
    expect(world.set.status.conditions?.map(({ type }) => type)).toEqual(['Ready']);
  });

  it('leaves an Application alone that was made anew in between', async () => {
    await world.reconcile();
    world.push({ 'apps/web/a.yaml': 'a' });
    world.controlPlane.script.failOn('delete Application tenant-red/api-eu', {
      kind: 'conflict',
      message: 'it has another UID',
    });

    await expect(world.reconcile()).rejects.toThrow('Application tenant-red/api-eu: it has another UID');
    expect(world.applications).toEqual(['api-eu', 'web-eu', 'web-us']);
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
        world.controlPlane.views.Cluster.complete = false;
        world.controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'us' });
      },
      reason: 'FactsIncomplete',
      message: 'The list of clusters has not been read to its end yet.',
    },
    {
      name: 'a Cluster cannot be read',
      arrange: () => {
        world.controlPlane.views.Cluster.remove({ namespace: 'nabe-system', name: 'us' });
        world.controlPlane.views.Cluster.unreadable.add('nabe-system/us');
      },
      reason: 'FactsIncomplete',
      message: 'The list of clusters is not complete: the platform team has to correct Cluster nabe-system/us.',
    },
    {
      name: 'the revision has no commit any more',
      arrange: () => world.controlPlane.views.Repository.put(buildRepository('red', 'apps', { status: { refs: [] } })),
      reason: 'FactsIncomplete',
      message: `Revision main of ${APPS_URL} is being resolved.`,
    },
    {
      name: 'the repository is not registered',
      arrange: () => world.controlPlane.views.Repository.remove({ namespace: 'tenant-red', name: 'apps' }),
      reason: 'FactsIncomplete',
      message: `Repository ${APPS_URL} is not registered for tenant red`,
    },
    {
      name: 'the tenant may not read the repository',
      arrange: () => world.controlPlane.views.Tenant.put(buildTenant('red')),
      reason: 'FactsIncomplete',
      message: `sourceRepos of Tenant red does not allow ${APPS_URL}; the platform team can add it.`,
    },
    {
      name: 'the commit cannot be fetched',
      arrange: () => {
        world.push({ 'apps/web/a.yaml': 'a' });
        world.git.script.failOn('fetch', { kind: 'unreachable', message: 'cannot reach git.example' });
      },
      reason: 'FactsIncomplete',
      message: 'cannot reach git.example.',
    },
    {
      name: 'the template cannot be rendered',
      arrange: () => world.change({ spec: { template: { ...TEMPLATE, metadata: { name: '{{.path.basename' } } } }),
      reason: 'InvalidTemplate',
      message: 'spec.template.metadata.name: ',
    },
    {
      name: 'two Applications would have one name',
      arrange: () => world.change({ spec: { template: { ...TEMPLATE, metadata: { name: '{{.name}}' } } } }),
      reason: 'Refused',
      message: 'Application eu is generated 2 times',
    },
    {
      name: 'the tenant is not registered',
      arrange: () => world.controlPlane.views.Tenant.remove({ namespace: '', name: 'red' }),
      reason: 'TenantMissing',
      message: 'Namespace tenant-red belongs to no Tenant: the platform team has to register one.',
    },
  ];

  it.each(doubts)(
    'leaves all Applications as they are and says why when $name',
    async ({ arrange, reason, message }) => {
      await world.reconcile();
      world.controlPlane.takeWrites();
      arrange();
      await world.reconcile();

      expect(world.controlPlane.takeWrites()).toEqual(['status ApplicationSet tenant-red/shop nabe-hub']);
      expect(world.applications).toEqual(['api-eu', 'api-us', 'web-eu', 'web-us']);
      expect(world.ready).toMatchObject({ status: 'False', reason, message: expect.stringContaining(message) });
      expect(world.ready?.message).toMatch(/[^.]\. All Applications of this set stay as they are\.$/);
      expect(world.set.status.applications).toBe(4);
    },
  );

  it('looks again by itself while facts are missing', async () => {
    world.controlPlane.views.Cluster.complete = false;

    expect((await world.reconcile()).againInMs).toBe(5000);
  });

  it('leaves everything as it is when an expansion takes too much, says so and tries again later', async () => {
    await world.reconcile();
    world.expander.failure = { ok: false, failure: 'expanding it takes longer than 30 s: make it simpler' };

    expect((await world.reconcile()).againInMs).toBe(300_000);
    expect(world.applications).toEqual(['api-eu', 'api-us', 'web-eu', 'web-us']);
    expect(world.ready).toMatchObject({
      status: 'False',
      reason: 'ExpansionExhausted',
      message: 'expanding it takes longer than 30 s: make it simpler. All Applications of this set stay as they are.',
    });
  });

  it('does nothing before the Applications have been listed', async () => {
    world.controlPlane.views.Application.complete = false;

    expect(await world.reconcile()).toMatchObject({ againInMs: 1000 });
    expect(world.controlPlane.takeWrites()).toEqual([]);
  });

  it('refuses one Application that is not valid, keeps it as it is, and goes on with the others', async () => {
    await world.reconcile();
    const spec = {
      ...TEMPLATE.spec,
      destination: { name: '{{.name}}', namespace: 'shop', server: '{{if eq .path.basename "web"}}https://x{{end}}' },
    };
    world.change({ spec: { template: { ...TEMPLATE, spec } } });
    world.push({ 'apps/web/a.yaml': 'a', 'apps/new/a.yaml': 'a' });
    await world.reconcile();

    expect(world.applications).toEqual(['new-eu', 'new-us', 'web-eu', 'web-us']);
    expect(world.ready).toMatchObject({
      reason: 'ApplicationsRefused',
      message: expect.stringContaining('spec.destination: give either name or server'),
    });
  });

  it('takes over no Application of somebody else', async () => {
    world.controlPlane.views.Application.put(buildApplication('red', 'web-eu', { metadata: { uid: 'theirs' } }));
    await world.reconcile();

    expect(
      world.controlPlane.views.Application.get({ namespace: 'tenant-red', name: 'web-eu' })?.metadata.labels,
    ).toEqual({});
    expect(world.ready).toMatchObject({
      reason: 'ApplicationsRefused',
      message: expect.stringContaining('belongs to no ApplicationSet'),
    });
  });

  it('writes over no Application that it cannot read', async () => {
    world.controlPlane.views.Application.unreadable.add('tenant-red/web-eu');
    await world.reconcile();

    expect(world.applications).toEqual(['api-eu', 'api-us', 'web-us']);
    expect(world.ready?.message).toContain(
      'Application web-eu exists in a form that this version cannot read; correct or delete it.',
    );
  });

  it('writes all it can when one write fails, and throws so that the rest is tried again', async () => {
    world.controlPlane.script.failOn(
      'apply Application tenant-red/api-us',
      { kind: 'unavailable', message: 'no answer' },
      1,
    );

    await expect(world.reconcile()).rejects.toThrow(
      'cannot write every Application of set shop: Application tenant-red/api-us: no answer',
    );
    expect(world.applications).toEqual(['api-eu', 'web-eu', 'web-us']);
  });
});
