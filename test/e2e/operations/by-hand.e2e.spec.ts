import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { configMap, directorySet } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const CLUSTER = 'east';

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSetSynced('auto', ['auto-east']);
});

function filesOfRed(url: string): Record<string, string> {
  const set = { repoURL: url, namespace: 'red' };
  const automated = /\n {8}automated:\n.*\n.*\n.*\n/;
  return {
    'appsets/auto.yaml': directorySet({ ...set, name: 'auto', path: 'auto' }),
    'appsets/manual.yaml': directorySet({ ...set, name: 'manual', path: 'manual' }).replace(automated, '\n'),
    'auto/config.yaml': configMap('config', 'one'),
    'manual/a.yaml': configMap('manual-a', 'one'),
    'manual/b.yaml': configMap('manual-b', 'one'),
    'manual/login.yaml': login('first password'),
  };
}

const login = (password: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\nstringData:\n  password: "${password}"\n`;

/** A Job that nobody ever runs: the fleet of this file has no controllers. */
const endlessHook = `apiVersion: batch/v1
kind: Job
metadata:
  name: endless
  annotations:
    argocd.argoproj.io/hook: PreSync
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: registry.invalid/tool:1
`;

const valueOf = async (name: string) =>
  (await readObject(world(), CLUSTER, pathOf('configmaps', 'red', name)))?.data?.['VALUE'];

function until(what: string, name: string, isSo: (application: Application) => boolean): Promise<Application> {
  return world().until(what, async () => {
    const application = await red.application(name);
    return application !== undefined && isSo(application) ? application : undefined;
  });
}

describe('a person at the command line', () => {
  it('sees what a sync would do before it is done', async () => {
    await until('the manual Application waits', 'manual-east', ({ status }) => status.sync?.status === 'OutOfSync');
    const plan = await world().nabe('app', 'plan', 'manual-east');
    expect(plan.stdout).toContain('+ ConfigMap red/manual-a  (Sync wave 0, new)');
    expect(plan.stdout).toContain('3 to apply (3 new)');
    expect(await world().nabe('app', 'diff', 'auto-east')).toMatchObject({ code: 0 });
  });

  it('syncs one object of an Application that waits for people, then all of it', async () => {
    const chosen = ['--resource', '/ConfigMap/red/manual-b', '--as', 'ana', '--wait'];
    const inPart = await world().nabe('app', 'sync', 'manual-east', ...chosen);
    expect(inPart).toMatchObject({ code: 0, stderr: '' });
    expect(inPart.stdout).toMatch(/^Synced in part to /);
    expect([await valueOf('manual-a'), await valueOf('manual-b')]).toEqual([undefined, 'one']);
    expect((await red.application('manual-east'))?.status.sync?.status).toBe('OutOfSync');

    expect(await world().nabe('app', 'sync', 'manual-east', '--as', 'ana', '--wait')).toMatchObject({ code: 0 });
    expect(await valueOf('manual-a')).toBe('one');
    const synced = await red.application('manual-east');
    expect(synced?.operation).toBeUndefined();
    expect(synced?.status).toMatchObject({
      sync: { status: 'Synced' },
      operation: { phase: 'Succeeded', trigger: 'person', username: 'ana' },
      history: [{ trigger: 'person', username: 'ana', created: 2 }, { isPartial: true }],
    });
  });

  it('sees that a Secret differs, and no value of it', async () => {
    await red.commit({ 'manual/login.yaml': login('second password') }, 'Another password');
    const differs = await world().until('the diff knows the commit', async () => {
      const answer = await world().nabe('app', 'diff', 'manual-east', '--server-side');
      return answer.code === 0 ? undefined : answer;
    });
    expect(differs).toMatchObject({ code: 1, stderr: '' });
    expect(differs.stdout).toContain('~ Secret red/login  (changed)');
    expect(differs.stdout).toContain('data.password: "(secret 1)" -> "(secret 2)"');
    for (const hidden of ['second password', btoa('first password'), btoa('second password')])
      expect(differs.stdout).not.toContain(hidden);
  });

  it('cancels a sync that waits for a hook: the hook goes, and nothing is begun again', async () => {
    await red.commit({ 'auto/hook.yaml': endlessHook, 'auto/config.yaml': configMap('config', 'two') }, 'A hook');
    const job = pathOf('jobs', 'red', 'endless');
    await world().until('the hook runs', () => readObject(world(), CLUSTER, job));
    const canceled = await world().nabe('app', 'cancel', 'auto-east', '--as', 'bob', '--wait');

    expect(canceled).toMatchObject({ code: 0, stderr: '' });
    expect(canceled.stdout).toContain('The sync was canceled by bob: what it had done is left as it is.');
    const stopped = await red.application('auto-east');
    expect(stopped?.status.operation).toMatchObject({ phase: 'Stalled', reason: 'Canceled', username: 'bob' });
    await world().until('the hook is gone', async () => (await readObject(world(), CLUSTER, job)) === undefined);
    expect(await valueOf('config')).toBe('one');
  });

  it('rolls back, and stays there whatever is pushed until it is released', async () => {
    await red.commit({ 'auto/hook.yaml': null, 'auto/config.yaml': configMap('config', 'three') }, 'No hook');
    await world().until('three is there', async () => (await valueOf('config')) === 'three');
    await until('it is synced', 'auto-east', ({ status }) => status.sync?.status === 'Synced');

    expect(await world().nabe('app', 'rollback', 'auto-east', '--as', 'ana')).toMatchObject({ code: 0 });
    await world().until('one is back', async () => (await valueOf('config')) === 'one');
    const four = await red.commit({ 'auto/config.yaml': configMap('config', 'four') }, 'Four');
    const held = await until(
      'it says so',
      'auto-east',
      ({ status }) => status.operation?.phase === 'Succeeded' && status.conditions?.[0]?.type === 'Held',
    );
    expect(held.status.summary).toContain('by ana: newer commits are not synced until it is released');

    await world().until('the hub knows the commit', async () => {
      const repository = await world().resource<{ status: { refs: { commit: string }[] } }>(
        'namespaces/tenant-red/repositories/red',
      );
      return repository?.status.refs.some(({ commit }) => commit === four);
    });
    expect(await valueOf('config')).toBe('one');
    expect(await world().nabe('app', 'release', 'auto-east')).toMatchObject({ code: 0 });
    await world().until('four is there', async () => (await valueOf('config')) === 'four');
  });
});
