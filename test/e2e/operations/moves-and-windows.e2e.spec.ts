import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { appSet, configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const CLUSTER = 'east';
/** Opens every minute for an hour. */
const ALWAYS_DENIED = { kind: 'deny', schedule: '* * * * *', duration: '1h', applications: ['other-*'] };

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSynced(['first-east', 'other-east']);
});

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }),
    'apps/first/config.yaml': configMap('first', '1'),
    'apps/first/moving.yaml': configMap('moving', '1'),
    'apps/other/config.yaml': configMap('other', '1'),
  };
}

const live = (name: string) => readObject(world(), CLUSTER, pathOf('configmaps', 'red', name));

async function windowsOfRed(windows: readonly object[]): Promise<void> {
  const path = '/apis/nabe.dev/v1alpha1/tenants/red';
  const headers = { 'content-type': 'application/merge-patch+json' };
  const patch = { spec: { syncWindows: windows } };
  const { status } = await world().fleet.management.request('PATCH', path, patch, headers);
  expect(status).toBe(200);
}

describe('an object that git moves from one Application to another', () => {
  it('stays the same object, and has another owner', async () => {
    const before = await live('moving');
    const commit = await red.commit(
      { 'apps/first/moving.yaml': null, 'apps/other/moving.yaml': configMap('moving', '2') },
      'Move it',
    );
    await red.untilSynced(['first-east', 'other-east'], commit);

    const after = await live('moving');
    expect({
      uid: after?.metadata.uid,
      data: after?.data,
      owner: after?.metadata.labels?.['nabe.dev/application'],
    }).toEqual({
      uid: before?.metadata.uid,
      data: { VALUE: '2' },
      owner: 'other-east',
    });
  });
});

describe('a sync window that denies', () => {
  it('holds the Applications it names, says until when, and leaves others alone', async () => {
    await windowsOfRed([ALWAYS_DENIED]);
    await red.commit(
      { 'apps/first/config.yaml': configMap('first', '2'), 'apps/other/config.yaml': configMap('other', '2') },
      'Change both',
    );
    await waitUntil(
      async () => (await red.application('other-east'))?.status.operation?.reason === 'OutsideSyncWindow',
      {
        what: 'other-east is held by the window',
        deadlineMs: 60_000,
        explain: () => world().logs(),
      },
    );
    await waitUntil(async () => (await live('first'))?.data?.['VALUE'] === '2', {
      what: 'first-east is synced',
      deadlineMs: 60_000,
      explain: () => world().logs(),
    });
    expect((await live('other'))?.data).toEqual({ VALUE: '1' });
    const { stdout } = await world().nabe('app', 'get', 'other-east');
    expect(stdout).toContain('Not synced: denied by the sync window "* * * * *" for 1h of Tenant red.');
  });

  it('keeps a person from syncing, too', async () => {
    await world().nabe('app', 'sync', 'other-east', '--as', 'ana');
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect((await live('other'))?.data).toEqual({ VALUE: '1' });
  });

  it('lets go at once when it is taken away', async () => {
    await windowsOfRed([]);
    await waitUntil(async () => (await live('other'))?.data?.['VALUE'] === '2', {
      what: 'other-east is synced',
      deadlineMs: 60_000,
      explain: () => world().logs(),
    });
  });
});
