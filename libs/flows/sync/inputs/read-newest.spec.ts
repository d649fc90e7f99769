import { beforeEach, describe, expect, it } from 'vitest';
import { configMap, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { readApplication, readRepositories, untilRulesAreSeen } from './read-newest.ts';

const seen = { application: '100', repository: '50', tenant: '5', cluster: '3' };

describe('what a sync starts from', () => {
  let world: SyncWorld;
  let reads: string[];

  beforeEach(() => {
    world = new SyncWorld();
    world.push({ a: configMap('a', { color: 'red' }) });
    reads = [];
    const { controlPlane } = world;
    const read = controlPlane.read.bind(controlPlane);
    controlPlane.read = (kind, name) => {
      reads.push(`${kind} ${name.name}`);
      return read(kind, name);
    };
    controlPlane.view('Application').newestVersion = '100';
    controlPlane.view('Repository').newestVersion = '50';
  });

  const application = () => readApplication(WEB, world.controlPlane, seen);

  it('is read nowhere where the views have seen what the hub had', async () => {
    const found = await application();
    const repositories = found && (await readRepositories(found, world.controlPlane, seen));
    expect({ name: found?.metadata.name, repositories, reads }).toEqual({ name: 'web', repositories: [], reads: [] });
  });

  it.each([
    {
      name: 'a view that is behind',
      change: (w: SyncWorld) => (w.controlPlane.view('Application').newestVersion = '99'),
    },
    {
      name: 'a view that is being read anew',
      change: (w: SyncWorld) => (w.controlPlane.view('Application').complete = false),
    },
    {
      name: 'an Application on its way out',
      change: (w: SyncWorld) => {
        const { metadata, ...rest } = w.application;
        w.controlPlane.view('Application').put({
          ...rest,
          metadata: { ...metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
        });
      },
    },
    {
      name: 'an Application that the view does not show',
      change: (w: SyncWorld) => w.controlPlane.view('Application').remove(WEB),
    },
  ])('is read past $name', async ({ change }) => {
    change(world);
    await application();
    expect(reads).toEqual(['Application web']);
  });

  it('is read for a job that says nothing of what was seen', async () => {
    const found = await readApplication(WEB, world.controlPlane, undefined);
    const repositories = found && (await readRepositories(found, world.controlPlane, undefined));
    expect({ repositories: repositories?.length, reads }).toEqual({
      repositories: 1,
      reads: ['Application web', 'Repository apps'],
    });
  });

  it('is read of a Repository whose view is behind', async () => {
    world.controlPlane.view('Repository').newestVersion = '49';
    const found = await application();
    await (found && readRepositories(found, world.controlPlane, seen));
    expect(reads).toEqual(['Repository apps']);
  });
});

describe('the rules that a sync goes by', () => {
  const never = new AbortController().signal;
  const world = new SyncWorld();
  const { controlPlane, clock } = world;

  it('are waited for until the view has caught up with the hub', async () => {
    controlPlane.view('Tenant').newestVersion = '4';
    controlPlane.view('Cluster').newestVersion = '3';
    let isSeen = false;
    const waiting = untilRulesAreSeen(controlPlane, seen, clock, never).then(() => (isSeen = true));
    await Promise.resolve();
    expect(isSeen).toBe(false);
    controlPlane.view('Tenant').newestVersion = '5';
    await waiting;
    expect(isSeen).toBe(true);
  });

  it.each([
    { name: 'of a job that says nothing of them', wanted: undefined },
    { name: 'whose versions nobody can compare', wanted: { ...seen, tenant: 'abc', cluster: '' } },
    { name: 'that never come', wanted: { ...seen, tenant: '900' } },
  ])('are not waited for for ever: those $name', async ({ wanted }) => {
    await expect(untilRulesAreSeen(controlPlane, wanted, clock, never)).resolves.toBeUndefined();
  });
});
