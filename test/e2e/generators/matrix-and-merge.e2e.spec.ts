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
      files: (repoURL) => ({
        'appsets/stages.yaml': stages(repoURL),
        'appsets/sizes.yaml': sizes(repoURL),
        'stages/live.yaml': 'name: live\ntier: production\ncolours: [blue, green]\n',
        'stages/trial.yaml': 'name: trial\ntier: staging\ncolours: [blue]\n',
        'apps/blue/config.yaml': configMap('blue', 'one'),
        'apps/green/config.yaml': configMap('green', 'one'),
        'sizes/small/config.yaml': configMap('small', 'one'),
        'sizes/large/config.yaml': configMap('large', 'one'),
      }),
    });
  },
);

/** Three levels: the files choose the clusters, and files and clusters together what runs there. */
function stages(repoURL: string): string {
  const git = { repoURL, revision: 'main', files: [{ path: 'stages/*.yaml' }], values: { stage: '{{ .name }}' } };
  const clusters = { selector: { matchLabels: { tier: '{{ .tier }}' } } };
  const elementsYaml =
    '{{ range .colours }}{{ printf "- {colour: %s, label: %s-on-%s}\\n" . $.values.stage $.nameNormalized }}{{ end }}';
  return generatorSet({
    name: 'stages',
    generators: [{ matrix: { generators: [{ git }, { clusters }, { list: { elementsYaml } }] } }],
    application: '{{ .label }}-{{ .colour }}',
    repoURL,
    path: 'apps/{{ .colour }}',
    cluster: '{{ .nameNormalized }}',
    namespace: 'red',
  });
}

/** Small everywhere, but where a list says otherwise. */
function sizes(repoURL: string): string {
  const children = [
    { clusters: { values: { size: 'small' } } },
    { list: { elements: [{ name: 'west', values: { size: 'large' } }] } },
  ];
  return generatorSet({
    name: 'sizes',
    generators: [{ merge: { mergeKeys: ['name'], generators: children } }],
    application: '{{ .values.size }}-{{ .name }}',
    repoURL,
    path: 'sizes/{{ .values.size }}',
    cluster: '{{ .name }}',
    namespace: 'red',
  });
}

/** ConfigMaps of the team on a spoke. */
async function deployedOn(spoke: string, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) =>
      (await readObject(world(), spoke, pathOf('configmaps', 'red', name))) === undefined ? [] : [name],
    ),
  );
  return found.flat();
}

describe('a set with a matrix of three generators', () => {
  const colours = ['blue', 'green'];

  it('deploys each combination, where inner generators see what the outer ones found', async () => {
    await red.untilSetSynced('stages', ['live-on-east-blue', 'live-on-east-green', 'trial-on-west-blue']);

    expect(await deployedOn('east', colours)).toEqual(colours);
    expect(await deployedOn('west', colours)).toEqual(['blue']);
  });

  it('follows a commit to the outermost files', async () => {
    await red.commit({ 'stages/live.yaml': 'name: live\ntier: production\ncolours: [green]\n' }, 'Only green is live');

    await red.untilSetSynced('stages', ['live-on-east-green', 'trial-on-west-blue']);
    expect(await deployedOn('east', colours)).toEqual(['green']);
  });

  it('follows a label of a cluster in the middle', async () => {
    await world().labelCluster('west', { tier: 'production' });

    await red.untilSetSynced('stages', ['live-on-east-green', 'live-on-west-green']);
    expect(await deployedOn('west', colours)).toEqual(['green']);
  });
});

describe('a set with a merge', () => {
  it('lays the elements of the list over the clusters of the same name', async () => {
    await red.untilSetSynced('sizes', ['large-west', 'small-east']);

    expect(await deployedOn('east', ['small', 'large'])).toEqual(['small']);
    expect(await deployedOn('west', ['small', 'large'])).toEqual(['large']);
  });
});
