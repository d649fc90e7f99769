import { describe, expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { listObjects, pathOf, readObject } from '../world/objects.ts';
import { configMap, directorySet } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = '/apis/nabe.dev/v1alpha1/namespaces/nabe-system/clusters/west';

let red: Team;
const world = storyWorld({ spokes: ['east', 'west'].map((name) => ({ name, labels: {} })) }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSynced([
    'heirloom-east',
    'heirloom-west',
    'lasting-east',
    'lasting-west',
    'pinned',
    'trial-east',
    'trial-west',
  ]);
});

function filesOfRed(url: string): Record<string, string> {
  const set = (name: string) => directorySet({ name, repoURL: url, namespace: 'red', path: `apps/${name}` });
  return {
    'appsets/trial.yaml': set('trial'),
    'appsets/lasting.yaml': set('lasting'),
    'appsets/heirloom.yaml': directorySet({
      name: 'heirloom',
      repoURL: url,
      namespace: 'red',
      path: 'apps/heirloom',
      preserveResourcesOnDeletion: true,
    }),
    'appsets/pinned.yaml': pinnedTo('west', url),
    'apps/trial/config.yaml': `${configMap('trial', '1')}---\n${configMap('trial-more', '1')}`,
    'apps/lasting/config.yaml': configMap('lasting', '1'),
    'apps/heirloom/config.yaml': configMap('heirloom', '1'),
    'apps/pinned/config.yaml': configMap('pinned', '1'),
  };
}

/** A set of one Application, `pinned`, that names its cluster outright. */
function pinnedTo(cluster: string, url: string): string {
  return directorySet({ name: 'pinned', repoURL: url, namespace: 'red', path: 'apps/pinned' })
    .replace('- clusters: {}', `- list: {elements: [{name: ${cluster}}]}`)
    .replace('pinned-{{ .name }}', 'pinned');
}

/** Name and version of red's objects on a cluster, sorted. */
async function objectsOn(cluster: string): Promise<string[]> {
  const objects = await listObjects(world(), cluster, pathOf('configmaps', 'red'));
  return objects.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`).toSorted();
}

function withoutTrial(objects: readonly string[]): string[] {
  return objects.filter((object) => !object.startsWith('trial'));
}

/** Of both clusters. */
async function heirlooms(): Promise<string[]> {
  const objects = [...(await objectsOn('east')), ...(await objectsOn('west'))];
  return objects.filter((object) => object.startsWith('heirloom'));
}

async function untilArrived(cluster: string, name: string, value: string): Promise<void> {
  const path = pathOf('configmaps', 'red', name);
  await waitUntil(async () => (await readObject(world(), cluster, path))?.data?.['VALUE'] === value, {
    what: `${name} is ${value} on ${cluster}`,
    deadlineMs: 30_000,
    explain: () => world().logs(),
  });
}

async function untilGone(set: string): Promise<void> {
  const isGone = async () => {
    const names = (await red.applications()).map(({ metadata }) => metadata.name);
    const left = names.filter((name) => name.startsWith(`${set}-`));
    if (left.length > 0) throw new Error(`there are still ${left.join(', ')}`);
    return (await world().resource(`namespaces/tenant-red/applicationsets/${set}`)) === undefined;
  };
  await waitUntil(isGone, {
    what: `set ${set} and its Applications are gone`,
    deadlineMs: 30_000,
    explain: () => world().logs(),
  });
}

describe('the file of an app set that is removed from git', () => {
  it('takes the Applications and their objects with it, and nothing else', async () => {
    const before = [withoutTrial(await objectsOn('east')), withoutTrial(await objectsOn('west'))];
    await red.commit({ 'appsets/trial.yaml': null }, 'End the trial');

    await untilGone('trial');
    // The objects go before their Application does.
    expect([await objectsOn('east'), await objectsOn('west')]).toEqual(before);
  });

  it('leaves the objects where the set says preserveResourcesOnDeletion', async () => {
    const before = await heirlooms();
    await red.commit({ 'appsets/heirloom.yaml': null }, 'Hand the heirloom on');

    await untilGone('heirloom');
    // A commit that comes through afterwards: whatever the deletion would have done to the objects is done by then.
    await red.commit({ 'apps/lasting/config.yaml': configMap('lasting', '2') }, 'Change what lasts');
    await Promise.all(['east', 'west'].map((cluster) => untilArrived(cluster, 'lasting', '2')));
    expect(before.map((object) => object.replace(/@.*/, ''))).toEqual(['heirloom', 'heirloom']);
    expect(await heirlooms()).toEqual(before);
  });
});

/** What `nabe app get` prints, once it says all this. */
async function untilSays(application: string, sentences: readonly string[]): Promise<void> {
  const says = async () => {
    const { stdout, stderr } = await world().nabe('app', 'get', application);
    const missing = sentences.find((sentence) => !stdout.includes(sentence));
    if (missing !== undefined) throw new Error(`${JSON.stringify(missing)} is not in ${stdout}${stderr}`);
    return true;
  };
  await waitUntil(says, {
    what: `${application} says why`,
    deadlineMs: 30_000,
    intervalMs: 500,
    explain: () => world().logs(),
  });
}

describe('a cluster that is taken out of the registry', () => {
  it('keeps its objects; its Applications say so, and go on when it is registered again', async () => {
    const before = await objectsOn('west');
    expect((await world().fleet.management.request('DELETE', CLUSTER)).status).toBe(200);

    const unknown = 'Unknown (Nothing is known about its objects: cluster west is not registered.)';
    // Named outright in git: still wanted, and nowhere to go.
    const nowhere =
      'Its destination west is not a registered cluster; the tenant has to correct it in git, or the platform team registers the cluster.';
    await untilSays('pinned', [unknown, nowhere]);
    // Made for the clusters there are: not wanted any more, and its objects cannot be reached.
    const stuck =
      'Application lasting-west is to be deleted, but its cluster west is not registered: register it again, or take the finalizer nabe.dev/resources off to leave its objects there.';
    await untilSays('lasting-west', [unknown, stuck]);
    expect(await objectsOn('west')).toEqual(before);

    await world().register({ name: 'west', labels: {} });
    await red.untilSynced(['lasting-east', 'lasting-west', 'pinned']);
    const names = (await objectsOn('west')).map((object) => object.replace(/@.*/, ''));
    expect(names).toEqual(['heirloom', 'lasting', 'pinned']);
  });
});

describe('a destination that moves to another cluster', () => {
  it('takes the objects off the former cluster', async () => {
    await red.commit({ 'appsets/pinned.yaml': pinnedTo('east', red.url) }, 'Move pinned to east');

    await untilArrived('east', 'pinned', '1');
    await red.untilSynced(['lasting-east', 'lasting-west', 'pinned']);
    expect(await readObject(world(), 'west', pathOf('configmaps', 'red', 'pinned'))).toBeUndefined();
  });
});
