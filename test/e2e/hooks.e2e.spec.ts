import { describe, expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { deleteObject, listObjects, pathOf, readObject } from '../world/objects.ts';
import { configMap, directorySet } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = 'east';

let red: Team;
const world = storyWorld(
  { spokes: [{ name: CLUSTER, labels: {}, controllers: true, scheduler: true, kwokNodes: 1 }] },
  async (started) => {
    await started.startHub();
    await started.startWorker();
    red = await Team.add(started, { name: 'red', files: filesOfRed });
    await red.untilSynced(['shop-east', 'staying-east']);
  },
);

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/red.yaml': directorySet({ name: 'shop', repoURL: url, namespace: 'red', path: 'shop' }),
    'appsets/staying.yaml': directorySet({ name: 'staying', repoURL: url, namespace: 'red', path: 'staying' }),
    'staying/config.yaml': configMap('staying', 'here'),
    'shop/config.yaml': configMap('config', 'one'),
    'shop/migrate.yaml': job('migrate', 'PreSync'),
    'shop/report.yaml': job('report', 'PostSync', 'HookSucceeded'),
    'shop/alert.yaml': job('alert', 'SyncFail'),
    'shop/farewell.yaml': job('farewell', 'PostDelete'),
  };
}

/** A Job that kwok completes; with `deadline` 0 Kubernetes ends it as failed. */
function job(name: string, hook: string, policy = 'BeforeHookCreation', deadline?: number): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  annotations:
    argocd.argoproj.io/hook: ${hook}
    argocd.argoproj.io/hook-delete-policy: ${policy}
spec:
  backoffLimit: 0
${deadline === undefined ? '' : `  activeDeadlineSeconds: ${deadline}\n`}  template:
    spec:
      restartPolicy: Never
      ${deadline === undefined ? '' : 'nodeSelector: { nowhere: "true" }'}
      containers:
        - name: main
          image: registry.invalid/tool:1
`;
}

const jobPath = (name: string) => pathOf('jobs', 'red', name);
const readJob = (name: string) => readObject(world(), CLUSTER, jobPath(name));
const until = (isTrue: () => Promise<boolean>, what: string) =>
  waitUntil(isTrue, { what, deadlineMs: 90_000, explain: () => world().logs() });

describe('the hooks of an Application', () => {
  it('run in their phases, and leave what their policies say', async () => {
    const [migrate, config] = [
      await readJob('migrate'),
      await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'config')),
    ];

    expect(Date.parse(migrate?.metadata.creationTimestamp ?? '')).toBeLessThanOrEqual(
      Date.parse(config?.metadata.creationTimestamp ?? ''),
    );
    expect((await listObjects(world(), CLUSTER, pathOf('jobs', 'red'))).map(({ metadata }) => metadata.name)).toEqual([
      'migrate',
    ]);
    expect((await red.application('shop-east'))?.status.hooks).toMatchObject([
      { id: 'batch/Job/red/migrate', phase: 'PreSync', outcome: 'Succeeded' },
    ]);
  });

  it('do not run when drift is undone', async () => {
    const before = await readJob('migrate');
    await deleteObject(world(), CLUSTER, pathOf('configmaps', 'red', 'config'));

    const isBack = async () =>
      (await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'config'))) !== undefined;
    await until(isBack, 'the ConfigMap is back');
    expect((await readJob('migrate'))?.metadata.uid).toBe(before?.metadata.uid);
  });

  it('run anew for a change in git', async () => {
    const before = await readJob('migrate');
    const commit = await red.commit({ 'shop/config.yaml': configMap('config', 'two') }, 'Change the configuration');

    const isSynced = async () => {
      const { sync } = (await red.application('shop-east'))?.status ?? {};
      return sync?.status === 'Synced' && sync.commit === commit;
    };
    await until(isSynced, 'the Application is synced to the change');
    const { uid } = (await readJob('migrate'))?.metadata ?? {};
    expect(uid).toBeDefined();
    expect(uid).not.toBe(before?.metadata.uid);
  });

  it('stop the sync when one fails, and start those for a failure', async () => {
    await red.commit(
      {
        'shop/migrate.yaml': job('migrate', 'PreSync', 'BeforeHookCreation', 1),
        'shop/config.yaml': configMap('config', 'three'),
      },
      'Break the migration',
    );

    const hasFailed = async () => (await red.application('shop-east'))?.status.operation?.reason === 'HookFailed';
    await until(hasFailed, 'the Application says that its hook failed');
    expect((await red.application('shop-east'))?.status.summary).toContain('The PreSync hook Job red/migrate failed: ');
    expect(await readJob('alert')).toBeDefined();
    const config = await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'config'));
    expect(config?.data).toEqual({ VALUE: 'two' });
  });

  it('run once it is corrected, and at the end of the Application', async () => {
    await red.commit({ 'shop/migrate.yaml': job('migrate', 'PreSync') }, 'Correct the migration');
    const isSynced = async () =>
      (await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'config')))?.data?.['VALUE'] === 'three';
    await until(isSynced, 'the corrected migration lets the sync go on');

    await red.commit({ 'appsets/red.yaml': null }, 'Leave');
    const isGone = async () => (await red.application('shop-east')) === undefined;
    await until(isGone, 'the Application is gone');
    const left = await listObjects(world(), CLUSTER, pathOf('jobs', 'red'));
    expect(left.map(({ metadata }) => metadata.name)).toEqual(['farewell']);
  });
});
