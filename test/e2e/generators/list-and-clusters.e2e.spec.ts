import { describe, expect, it } from 'vitest';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

let red: Team;
const world = storyWorld(
  {
    spokes: [
      { name: 'east', labels: { tier: 'production' } },
      { name: 'west', labels: { tier: 'staging' } },
    ],
  },
  async (started) => {
    await started.startHub();
    await started.startWorker();
    red = await Team.add(started, {
      name: 'red',
      files: (url) => ({
        'appsets/listed.yaml': listed(url, [
          { region: 'eu', cluster: 'east' },
          { region: 'us', cluster: 'west' },
        ]),
        'appsets/selected.yaml': clusterSet(url, 'selected', { tier: 'production' }),
        'appsets/fenced.yaml': clusterSet(url, 'fenced', { fence: 'up' }),
        'apps/listed/config.yaml': configMap('listed', 'one'),
        'apps/selected/config.yaml': configMap('selected', 'one'),
        'apps/fenced/config.yaml': configMap('fenced', 'one'),
      }),
    });
  },
);

function listed(repoURL: string, elements: readonly object[]): string {
  const generators = [{ list: { elements } }];
  const [application, cluster] = ['listed-{{ .region }}', '{{ .cluster }}'];
  return generatorSet({
    name: 'listed',
    generators,
    application,
    repoURL,
    path: 'apps/listed',
    cluster,
    namespace: 'red',
  });
}

function clusterSet(repoURL: string, name: string, matchLabels: object): string {
  const generators = [{ clusters: { selector: { matchLabels }, values: { app: name } } }];
  const [application, path, cluster] = ['{{ .values.app }}-{{ .name }}', 'apps/{{ .values.app }}', '{{ .name }}'];
  return generatorSet({ name, generators, application, repoURL, path, cluster, namespace: 'red' });
}

/** On which spokes a ConfigMap of the team lies. */
async function spokesWith(name: string): Promise<string[]> {
  const found = await Promise.all(
    ['east', 'west'].map(async (spoke) =>
      (await readObject(world(), spoke, pathOf('configmaps', 'red', name))) === undefined ? [] : [spoke],
    ),
  );
  return found.flat();
}

/** Expansions of all sets since the hub started. */
async function expansions(): Promise<number> {
  const text = await (await fetch(`${world().apiUrl}/metrics`)).text();
  const counts = text.matchAll(/^nabe_expansions_total\{[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

describe('a set with a selector of clusters', () => {
  it('deploys to the clusters that it finds', async () => {
    await red.untilSetSynced('selected', ['selected-east']);

    expect(await spokesWith('selected')).toEqual(['east']);
  });

  it('is not expanded for a change that no selector sees', async () => {
    await red.untilSetSynced('listed', ['listed-eu', 'listed-us']);
    await world().labelCluster('east', { fence: 'up' });
    await red.untilSetSynced('fenced', ['fenced-east']);
    const before = await expansions();

    await world().labelCluster('west', { note: 'quiet' });
    // Changes of clusters arrive in their order: when this one has had its effect, the first has had none.
    await world().labelCluster('west', { fence: 'up' });

    await red.untilSetSynced('fenced', ['fenced-east', 'fenced-west']);
    expect((await expansions()) - before).toBe(1);
  });

  it('comes to a cluster whose label changes', async () => {
    await world().labelCluster('west', { tier: 'production' });

    await red.untilSetSynced('selected', ['selected-east', 'selected-west']);
    expect(await spokesWith('selected')).toEqual(['east', 'west']);
  });

  it('goes from a cluster whose label changes back, and stays on the other', async () => {
    const before = (await red.application('selected-east'))?.metadata.uid;

    await world().labelCluster('west', { tier: 'staging' });

    await red.untilSetSynced('selected', ['selected-east']);
    expect(await spokesWith('selected')).toEqual(['east']);
    expect((await red.application('selected-east'))?.metadata.uid).toBe(before);
  });
});

describe('a set with a list', () => {
  it('deploys once for each element', async () => {
    await red.untilSetSynced('listed', ['listed-eu', 'listed-us']);

    expect(await spokesWith('listed')).toEqual(['east', 'west']);
  });

  it('takes back what a commit takes from the list', async () => {
    await red.commit({ 'appsets/listed.yaml': listed(red.url, [{ region: 'us', cluster: 'west' }]) }, 'Leave Europe');

    await red.untilSetSynced('listed', ['listed-us']);
    expect(await spokesWith('listed')).toEqual(['west']);
  });
});
