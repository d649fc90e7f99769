import { describe, expect, it } from 'vitest';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { PlacementKind, placementKeys } from '../../world/placement-kind.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const NAMESPACE = 'tenant-red';
/** The shortest that counts. Unit: seconds. */
const REQUEUE = 10;

let red: Team;
let placements: PlacementKind;
const spokes = ['east', 'west'].map((name) => ({ name, labels: {} }));
const world = storyWorld({ spokes }, async (started) => {
  await started.startHub();
  await started.startWorker();
  placements = await PlacementKind.install(started);
  red = await Team.add(started, {
    name: 'red',
    files: (repoURL) => ({
      'appsets/placed.yaml': placed(repoURL),
      'apps/placed/config.yaml': configMap('placed', 'one'),
    }),
  });
  await red.putConfigMap('placements', placementKeys);
  await placements.decide(NAMESPACE, 'shop', { east: 'nearest', atlantis: 'cheapest' });
});

function placed(repoURL: string): string {
  const clusterDecisionResource = { configMapRef: 'placements', name: 'shop', requeueAfterSeconds: REQUEUE };
  return generatorSet({
    name: 'placed',
    generators: [{ clusterDecisionResource }],
    application: '{{ .reason }}-{{ .clusterName }}',
    repoURL,
    path: 'apps/placed',
    cluster: '{{ .name }}',
    namespace: 'red',
  });
}

async function isDeployedOn(spoke: string): Promise<boolean> {
  return (await readObject(world(), spoke, pathOf('configmaps', 'red', 'placed'))) !== undefined;
}

describe('a set with a decision resource', () => {
  it('says who has to act while the hub may not list the resources', async () => {
    const { reason, message } = await red.untilNotReady('placed', 'cannot list resource');

    expect(reason).toBe('FactsIncomplete');
    expect(message).toContain('"placements" in API group "placement.example.com"');
    expect(message).toContain('the platform team has to let the hub list them');
    expect(await red.applications()).toEqual([]);
  });

  it('deploys where the controller decided once it may, and passes over what is no registered cluster', async () => {
    await placements.letHubList();

    await red.untilSetSynced('placed', ['nearest-east']);
    expect([await isDeployedOn('east'), await isDeployedOn('west')]).toEqual([true, false]);
  });

  it('moves with the decision', async () => {
    await placements.decide(NAMESPACE, 'shop', { west: 'cheapest' });

    await red.untilSetSynced('placed', ['cheapest-west']);
    expect([await isDeployedOn('east'), await isDeployedOn('west')]).toEqual([false, true]);
  });

  it('stays as it is, and says so, when the resource is gone', async () => {
    await placements.remove(NAMESPACE, 'shop');

    const { message } = await red.untilNotReady('placed', 'placements of placement.example.com/v1 named shop');
    expect(message).toContain('All Applications of this set stay as they are.');
    await red.untilSetSynced('placed', ['cheapest-west']);
    expect(await isDeployedOn('west')).toBe(true);
  });
});
