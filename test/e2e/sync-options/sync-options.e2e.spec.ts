import { describe, expect, it } from 'vitest';
import { editObject, pathOf, readObject } from '../../world/objects.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';
import type { World } from '../../world/world.ts';
import { autoscaler, configMap, deployment, optionsSet } from './manifests.ts';

const CLUSTER = 'east';

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await untilSynced(started);
});

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/options.yaml': optionsSet(url),
    'apps/main/scaled.yaml': deployment('scaled'),
    'apps/main/autoscaler.yaml': autoscaler('scaled'),
    'apps/main/tuned.yaml': deployment('tuned'),
    'apps/main/forced.yaml': deployment('forced', { options: 'Force=true' }),
    'apps/main/moving.yaml': configMap('moving', 'main'),
    'apps/other/staying.yaml': configMap('staying', 'here'),
    'apps/main/kept.yaml': configMap('kept', 'one', 'Prune=confirm'),
  };
}

/** Whatever its health: no controller rolls the Deployments out. */
function untilSynced(started: World, commit?: string): Promise<unknown> {
  return started.until('main-east is synced', async () => {
    const { sync, summary } = (await red.application('main-east'))?.status ?? {};
    if (sync?.status !== 'Synced') throw new Error(summary ?? 'not synced yet');
    return commit === undefined || sync.commit === commit;
  });
}

interface LiveDeployment {
  readonly metadata: { readonly uid: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
}

async function readDeployment(name: string): Promise<LiveDeployment> {
  const { status, body } = await world()
    .spoke(CLUSTER)
    .request<LiveDeployment>('GET', pathOf('deployments', 'red', name));
  if (status !== 200) throw new Error(`there is no Deployment ${name}`);
  return body;
}
const imageOf = ({ spec }: LiveDeployment) => spec.template.spec.containers.map(({ image }) => image).join();
const readConfig = (name: string) => readObject(world(), CLUSTER, pathOf('configmaps', 'red', name));

/** As the controller of autoscalers does it. */
async function scale(name: string, replicas: number): Promise<void> {
  const path = `${pathOf('deployments', 'red', name)}/scale?fieldManager=kube-controller-manager`;
  const type = { 'content-type': 'application/merge-patch+json' };
  const { status } = await world().spoke(CLUSTER).request('PATCH', path, { spec: { replicas } }, type);
  expect(status).toBe(200);
}

/** Waits until a label that somebody removes by hand is back: what else was to be undone is undone by then, too. */
async function untilLabelIsHealed(name: string): Promise<LiveDeployment> {
  await editObject(world(), CLUSTER, pathOf('deployments', 'red', name), { metadata: { labels: { app: 'edited' } } });
  return world().until(`the label of ${name} is back`, async () => {
    const live = await readDeployment(name);
    return live.metadata.labels['app'] === name && live;
  });
}

describe('an object that somebody else made', () => {
  it('is taken over in place, and what git does not have of it vanishes', async () => {
    const theirs = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'adopted',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', keep: 'me' },
      },
      data: { VALUE: 'theirs', OLD: 'x' },
    };
    const path = `${pathOf('configmaps', 'red')}?fieldManager=kubectl-client-side-apply`;
    const made = await world().spoke(CLUSTER).request<LiveDeployment>('POST', path, theirs);
    const commit = await red.commit({ 'apps/main/adopted.yaml': configMap('adopted', 'ours') }, 'Adopt it');
    await untilSynced(world(), commit);

    const live = await readConfig('adopted');
    expect(live).toMatchObject({ metadata: { uid: made.body.metadata.uid }, data: { VALUE: 'ours' } });
    expect(live?.data).toEqual({ VALUE: 'ours' });
    expect(Object.keys(live?.metadata.annotations ?? {})).not.toContain(
      'kubectl.kubernetes.io/last-applied-configuration',
    );
  });
});

describe('what is ignored', () => {
  it('stays: replicas of an autoscaler, also with the next commit', async () => {
    await scale('scaled', 5);
    expect((await untilLabelIsHealed('scaled')).spec.replicas).toBe(5);
    await scale('scaled', 7);
    const commit = await red.commit(
      { 'apps/main/scaled.yaml': deployment('scaled', { options: 'Validate=true' }) },
      'x',
    );
    await untilSynced(world(), commit);
    expect((await readDeployment('scaled')).spec.replicas).toBe(7);
  });

  it('stays: an image that ignoreDifferences names, while a label is set back', async () => {
    const patch = { spec: { template: { spec: { containers: [{ name: 'web', image: 'web:9' }] } } } };
    await editObject(world(), CLUSTER, pathOf('deployments', 'red', 'tuned'), patch);
    expect(imageOf(await untilLabelIsHealed('tuned'))).toBe('web:9');
    const commit = await red.commit(
      { 'apps/main/tuned.yaml': deployment('tuned', { image: 'web:2' }) },
      'Another image',
    );
    await untilSynced(world(), commit);
    expect(imageOf(await readDeployment('tuned'))).toBe('web:9');
  });
});

describe('the sync option', () => {
  it('Force recreates an object whose field cannot be changed', async () => {
    const before = await readDeployment('forced');
    const commit = await red.commit(
      { 'apps/main/forced.yaml': deployment('forced', { tier: 'back', options: 'Force=true' }) },
      'Change the selector',
    );
    await untilSynced(world(), commit);
    expect((await readDeployment('forced')).metadata.uid).not.toBe(before.metadata.uid);
  });

  it('Prune=confirm keeps an object until a person approves', async () => {
    await red.commit({ 'apps/main/kept.yaml': null }, 'Remove what needs an approval');
    await world().until('the Application says who must approve', async () => {
      const { summary = '' } = (await red.application('main-east'))?.status ?? {};
      return summary.includes('sync option Prune=confirm: ConfigMap red/kept');
    });
    expect(await readConfig('kept')).toBeDefined();

    const approved = new Date().toISOString();
    await world().put('/apis/nabe.dev/v1alpha1/namespaces/tenant-red/applications/main-east', {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'Application',
      metadata: { annotations: { 'argocd.argoproj.io/deletion-approved': approved } },
    });
    await world().until('the object is gone', async () => (await readConfig('kept')) === undefined);
  });
});

describe('an object that moves to another Application of the tenant', () => {
  it.each([
    { from: 'main', to: 'other' },
    { from: 'other', to: 'main' },
  ])('is handed over from $from to $to with one commit, and stays the same object', async ({ from, to }) => {
    const before = await readConfig('moving');
    const files = { [`apps/${from}/moving.yaml`]: null, [`apps/${to}/moving.yaml`]: configMap('moving', to) };
    await red.commit(files, `Move it to ${to}`);

    const owner = await world().until(`${to}-east owns it`, async () => {
      const items = (await red.application(`${to}-east`))?.status.inventory ?? [];
      return items.find(({ id, uid }) => id === '/ConfigMap/red/moving' && uid !== undefined);
    });
    await world().until(`${from}-east has let go of it`, async () => {
      const items = (await red.application(`${from}-east`))?.status.inventory ?? [];
      return items.every(({ id }) => id !== '/ConfigMap/red/moving');
    });
    expect(before).toBeDefined();
    expect(owner.uid).toBe(before?.metadata.uid);
    expect(await readConfig('moving')).toMatchObject({ metadata: { uid: before?.metadata.uid }, data: { VALUE: to } });
  });
});
