import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = 'east';

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  // Two workers know of each other's claims only by what they read on the management cluster.
  await started.startWorker();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: filesOfRed });
  await red.untilSynced(['own-east']);
});

function filesOfRed(url: string): Record<string, string> {
  return {
    'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }),
    'apps/own/config.yaml': configMap('own', 'red'),
  };
}

describe('two Applications that claim one object', () => {
  it('leave it with the first, and the second names the first', async () => {
    await red.commit({ 'apps/later/config.yaml': configMap('own', 'later') }, 'Claim an object of another');

    const sentence =
      'Not applied on cluster east, because another Application owns it: ConfigMap red/own of Application tenant-red/own-east. Remove it from one of the two in git.';
    const isRefused = async () => (await red.application('later-east'))?.status.operation?.reason === 'OwnedByAnother';
    await waitUntil(isRefused, {
      what: 'later-east is refused',
      deadlineMs: 30_000,
      explain: () => world().logs(),
    });
    expect((await world().nabe('app', 'get', 'later-east')).stdout).toContain(sentence);
    expect((await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'own')))?.data).toEqual({ VALUE: 'red' });
  });

  it('hand it over when the first lets go of it', async () => {
    await red.commit({ 'apps/own/config.yaml': null }, 'Leave it to the other');

    const isSynced = async () => (await red.application('later-east'))?.status.sync?.status === 'Synced';
    await waitUntil(isSynced, {
      what: 'later-east is synced',
      deadlineMs: 60_000,
      explain: () => world().logs(),
    });
    expect(await red.application('own-east')).toBeUndefined();
    expect((await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'own')))?.data).toEqual({ VALUE: 'later' });
  });

  it('leave each with one of them when both come with one commit, and only the other is not synced', async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => index + 10);
    await red.commit(Object.fromEntries(numbers.flatMap(claimTwice)), 'Two owners for each object');

    const haveSettled = async () => {
      const twins = (await red.applications()).filter(({ metadata }) => metadata.name.startsWith('twin-'));
      const owners = twins.filter(({ status }) => status.sync?.status === 'Synced' && status.inventory?.length === 1);
      const others = twins.filter(
        ({ status }) => status.operation?.reason === 'OwnedByAnother' && (status.inventory ?? []).length === 0,
      );
      if (owners.length !== 8 || others.length !== 8) throw new Error(twins.map(describeOwner).join('\n'));
      return owners.map(describeOwner).toSorted();
    };
    const what = 'eight of sixteen have the objects and the others say so';
    const owners = await waitUntil(haveSettled, { what, deadlineMs: 30_000, explain: () => world().logs() });
    const live = await Promise.all(
      numbers.map((number) => readObject(world(), CLUSTER, pathOf('configmaps', 'red', `twin-${number}`))),
    );
    const marked = live.map((object) => `${object?.metadata.labels?.['nabe.dev/application']} owns 1`);
    expect(marked.toSorted()).toEqual(owners);
  });
});

function describeOwner({ metadata, status }: Application): string {
  return `${metadata.name} owns ${status.inventory?.length ?? 0}`;
}

/** Files of two directories that hold the same object. */
function claimTwice(number: number): (readonly [string, string])[] {
  return ['a', 'b'].map((twin) => [`apps/twin-${number}-${twin}/config.yaml`, configMap(`twin-${number}`, twin)]);
}
