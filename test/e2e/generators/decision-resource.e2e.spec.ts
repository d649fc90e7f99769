import { describe, expect, it } from 'vitest';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { PlacementKind, placementKeys } from '../../world/placement-kind.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** The shortest that counts. Unit: seconds. */
const REQUEUE = 10;
const AN_HOUR = 3600;

let placements: PlacementKind;
const spokes = ['east', 'west'].map((name) => ({ name, labels: {} }));
const world = storyWorld({ spokes }, async (started) => {
  await started.startHub();
  await started.startWorker();
  placements = await PlacementKind.install(started);
});

/** A tenant whose set deploys where the Placement `shop` says; it is asked anew after so many seconds. */
async function addTeam(name: string, requeueAfterSeconds: number, decisions: Record<string, string>): Promise<Team> {
  const clusterDecisionResource = { configMapRef: 'placements', name: 'shop', requeueAfterSeconds };
  const team = await Team.add(world(), {
    name,
    files: (repoURL) => ({
      'apps/placed/config.yaml': configMap('placed', 'one'),
      'appsets/placed.yaml': generatorSet({
        name: 'placed',
        generators: [{ clusterDecisionResource }],
        application: '{{ .reason }}-{{ .clusterName }}',
        repoURL,
        path: 'apps/placed',
        cluster: '{{ .name }}',
        namespace: name,
      }),
    }),
  });
  await team.putConfigMap('placements', placementKeys);
  await placements.decide(`tenant-${name}`, 'shop', decisions);
  return team;
}

/** The spokes that the team's object lies on. */
async function spokesOf({ name }: Team): Promise<string[]> {
  const found = await Promise.all(
    spokes.map(async (spoke) =>
      (await readObject(world(), spoke.name, pathOf('configmaps', name, 'placed'))) === undefined ? [] : [spoke.name],
    ),
  );
  return found.flat();
}

describe('a set with a decision resource that the hub may not read', () => {
  let red: Team;

  it('says who has to act', async () => {
    red = await addTeam('red', REQUEUE, { east: 'nearest', atlantis: 'cheapest' });

    const { reason, message } = await red.untilNotReady('placed', 'cannot list resource');
    expect(reason).toBe('FactsIncomplete');
    expect(message).toContain('"placements" in API group "placement.example.com"');
    expect(message).toContain('the platform team has to let the hub list them');
    expect(await red.applications()).toEqual([]);
  });

  it('deploys by itself once the hub may, and passes over what is no registered cluster', async () => {
    await placements.letHubRead();

    await red.untilSetSynced('placed', ['nearest-east']);
    expect(await spokesOf(red)).toEqual(['east']);
  });
});

describe('a set with a decision resource that the hub may read', () => {
  let blue: Team;

  it('deploys where the controller decided', async () => {
    blue = await addTeam('blue', AN_HOUR, { east: 'nearest' });

    await blue.untilSetSynced('placed', ['nearest-east']);
    expect(await spokesOf(blue)).toEqual(['east']);
  });

  it('moves with the decision at once', async () => {
    await placements.decide('tenant-blue', 'shop', { west: 'cheapest' });

    await blue.untilSetSynced('placed', ['cheapest-west']);
    expect(await spokesOf(blue)).toEqual(['west']);
  });

  it('stays as it is, and says so, when the resource is gone', async () => {
    await placements.remove('tenant-blue', 'shop');

    const { message } = await blue.untilNotReady('placed', 'placements of placement.example.com/v1 named shop');
    expect(message).toContain('All Applications of this set stay as they are.');
    await blue.untilSetSynced('placed', ['cheapest-west']);
    expect(await spokesOf(blue)).toEqual(['west']);
  });
});
