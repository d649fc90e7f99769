import { describe, expect, it } from 'vitest';
import { editObject, pathOf, readObject } from '../../world/objects.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';
import { configMap, deployment, misspelt, optionsSet, type SetOptions } from './manifests.ts';

const CLUSTER = 'east';
const NAMESPACE = '/api/v1/namespaces/red';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
});

function setOf(url: string, namespaceLabels: NonNullable<SetOptions['namespaceLabels']>): string {
  const syncOptions = ['PrunePropagationPolicy=foreground', 'ApplyOutOfSyncOnly=true', 'FailOnSharedResource=true'];
  return optionsSet(url, { syncOptions, namespaceLabels });
}

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/options.yaml': setOf(url, { team: 'red', tier: 'one' }),
    'apps/main/replaced.yaml': configMap('replaced', 'one', 'Replace=true'),
    'apps/main/merged.yaml': deployment('merged', { options: 'ServerSideApply=false' }),
    'apps/main/misspelt.yaml': misspelt('misspelt', 'Validate=false'),
    'apps/main/pruned.yaml': deployment('pruned'),
    'apps/main/quiet.yaml': configMap('quiet', 'one'),
    'apps/doomed/kept.yaml': configMap('kept', 'one', 'Delete=confirm'),
  };
}

/** Whatever its health: no controller rolls the Deployments out. */
function untilSynced(name = 'main-east', commit?: string): Promise<unknown> {
  return world().until(`${name} is synced`, async () => {
    const { sync, summary } = (await red.application(name))?.status ?? {};
    if (sync?.status !== 'Synced') throw new Error(summary ?? 'not synced yet');
    return commit === undefined || sync.commit === commit;
  });
}

async function push(files: Record<string, string | null>, message: string): Promise<void> {
  await untilSynced('main-east', await red.commit(files, message));
}

async function configOf(name: string) {
  return readObject(world(), CLUSTER, pathOf('configmaps', 'red', name));
}

interface LiveDeployment {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { readonly name: string }[] } };
  };
}

async function deploymentOf(name: string): Promise<LiveDeployment> {
  const { status, body } = await world()
    .spoke(CLUSTER)
    .request<LiveDeployment>('GET', pathOf('deployments', 'red', name));
  if (status !== 200) throw new Error(`there is no Deployment ${name}`);
  return body;
}

const labelsOfNamespace = async () => (await readObject(world(), CLUSTER, NAMESPACE))?.metadata.labels ?? {};

describe('CreateNamespace=true with managedNamespaceMetadata', () => {
  it('makes the namespace with its labels, and the plan knows nothing more to do', async () => {
    await untilSynced();
    await untilSynced('doomed-east');
    expect(await labelsOfNamespace()).toMatchObject({ team: 'red', tier: 'one' });
    const plan = await world().nabe('app', 'plan', 'main-east');
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to do') });
  });

  it('sets them back, and leaves those of others', async () => {
    await editObject(world(), CLUSTER, NAMESPACE, { metadata: { labels: { team: 'theirs', added: 'x' } } });
    await world().until('the label is back', async () => (await labelsOfNamespace())['team'] === 'red');
    expect(await labelsOfNamespace()).toMatchObject({ added: 'x' });
  });

  it('takes a label away that is wanted no longer', async () => {
    await red.commit({ 'appsets/options.yaml': setOf(red.url, { team: 'blue' }) }, 'Other labels');
    await world().until('the labels have changed', async () => {
      const labels = await labelsOfNamespace();
      return labels['team'] === 'blue' && labels['tier'] === undefined;
    });
    expect(await labelsOfNamespace()).toMatchObject({ added: 'x' });
  });
});

describe('the sync option', () => {
  it('Replace leaves nothing that others have added, and the object is the same one', async () => {
    const before = await configOf('replaced');
    await editObject(world(), CLUSTER, pathOf('configmaps', 'red', 'replaced'), { data: { THEIRS: 'x' } });
    await push({ 'apps/main/replaced.yaml': configMap('replaced', 'two', 'Replace=true') }, 'Replace it');
    const after = await configOf('replaced');
    expect(after).toMatchObject({ metadata: { uid: before?.metadata.uid } });
    expect(after?.data).toEqual({ VALUE: 'two' });
  });

  it('ApplyOutOfSyncOnly is what happens anyway: an object that did not change was not written', async () => {
    const before = await configOf('quiet');
    await push({ 'apps/main/replaced.yaml': configMap('replaced', 'three', 'Replace=true') }, 'Change another');
    expect((await configOf('quiet'))?.metadata.resourceVersion).toBe(before?.metadata.resourceVersion);
  });

  it('Validate=false drops a field that the kind does not have', async () => {
    const live = await configOf('misspelt');
    expect(live?.data).toEqual({ VALUE: 'spelt' });
    expect(Object.keys(live ?? {})).not.toContain('dta');
  });

  it('ServerSideApply=false merges: fields of others stay, ours go with git, and drift is undone', async () => {
    const path = pathOf('deployments', 'red', 'merged');
    expect((await deploymentOf('merged')).metadata.annotations[LAST_APPLIED]).toContain('"web:1"');
    await editObject(world(), CLUSTER, path, { metadata: { labels: { theirs: 'kept', app: 'edited' } } });
    await world().until(
      'the label is back',
      async () => (await deploymentOf('merged')).metadata.labels['app'] === 'merged',
    );

    const options = 'ServerSideApply=false,Validate=true';
    const text = deployment('merged', { options }).replace('labels: {app: merged}, annotations', 'annotations');
    await push({ 'apps/main/merged.yaml': text }, 'Without a label');
    const { labels } = (await deploymentOf('merged')).metadata;
    expect(labels).toMatchObject({ theirs: 'kept' });
    expect(labels).not.toHaveProperty('app');
  });

  it('ServerSideApply=false leaves nothing behind when it is taken away', async () => {
    await push({ 'apps/main/merged.yaml': deployment('merged') }, 'Server-side again');
    const { metadata } = await deploymentOf('merged');
    expect(metadata.annotations).not.toHaveProperty([LAST_APPLIED]);
    expect(metadata.labels).toMatchObject({ theirs: 'kept', app: 'merged' });
  });

  it('PrunePropagationPolicy is that of the deletion', async () => {
    await red.commit({ 'apps/main/pruned.yaml': null }, 'Prune it');
    const deleted = await world().until('it is being deleted', async () => {
      const live = await deploymentOf('pruned');
      return live.metadata.deletionTimestamp !== undefined && live;
    });
    // No controller of this fleet collects dependents.
    expect(deleted.metadata.finalizers).toEqual(['foregroundDeletion']);
    await editObject(world(), CLUSTER, pathOf('deployments', 'red', 'pruned'), { metadata: { finalizers: null } });
    await untilSynced();
  });

  it('FailOnSharedResource is what happens anyway: the second one is refused, and names the first', async () => {
    await red.commit({ 'apps/doomed/quiet.yaml': configMap('quiet', 'theirs') }, 'Claim an object of another');
    await world().until('the second one says whose it is', async () => {
      const { summary = '' } = (await red.application('doomed-east'))?.status ?? {};
      return summary.includes('ConfigMap red/quiet of Application tenant-red/main-east');
    });
    expect((await configOf('quiet'))?.data).toEqual({ VALUE: 'one' });
    await red.commit({ 'apps/doomed/quiet.yaml': null }, 'Leave it');
    await untilSynced('doomed-east');
  });

  it('Delete=confirm keeps an Application and what it has until a person approves', async () => {
    await red.commit({ 'apps/doomed/kept.yaml': null }, 'Remove the Application');
    await world().until('the Application says who must approve', async () => {
      const { summary = '' } = (await red.application('doomed-east'))?.status ?? {};
      return summary.includes('Delete=confirm: ConfigMap red/kept');
    });
    expect(await configOf('kept')).toBeDefined();
    await world().put('/apis/nabe.dev/v1alpha1/namespaces/tenant-red/applications/doomed-east', {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'Application',
      metadata: { annotations: { 'argocd.argoproj.io/deletion-approved': new Date().toISOString() } },
    });
    await world().until('it is being deleted', async () => (await configOf('kept'))?.metadata.deletionTimestamp);
    await editObject(world(), CLUSTER, pathOf('configmaps', 'red', 'kept'), { metadata: { finalizers: null } });
    await world().until('both are gone', async () => {
      return (await configOf('kept')) === undefined && (await red.application('doomed-east')) === undefined;
    });
  });
});
