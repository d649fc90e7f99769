import { expect, it } from 'vitest';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';
let red: Team;
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  await started.startWorker();
  red = await Team.add(started, { name: 'red', files: (url) => ({ 'appsets/red.yaml': appSet({ name: 'red', repoURL: url, namespace: 'red' }), 'apps/own/config.yaml': configMap('own', 'red') }) });
  await red.untilSynced(['own-east']);
});
it('races', async () => {
  const claim = Object.fromEntries(Array.from({ length: 12 }, (_, i) => i + 10).flatMap((i) => ['a', 'b'].map((x) => [`apps/p${i}-${x}/config.yaml`, configMap(`twin${i}`, x)])));
  await red.commit(claim, 'Two owners at once');
  const settled = async () => {
    const apps = (await red.applications()).filter(({ metadata }) => metadata.name.startsWith('p'));
    const owners = apps.filter((t) => t.status.sync?.status === 'Synced' && t.status.inventory?.length === 1);
    const refused = apps.filter((t) => t.status.operation?.reason === 'OwnedByAnother' && (t.status.inventory ?? []).length === 0);
    if (owners.length !== 12 || refused.length !== 12) throw new Error(apps.map((a) => `${a.metadata.name} ${a.status.sync?.status} ${a.status.operation?.reason} inv ${a.status.inventory?.length} ${a.status.operation?.retryAt}`).join('\n'));
    return true;
  };
  await waitUntil(settled, { what: 'settled', deadlineMs: 25_000 });
  expect(world().hubs.length).toBe(1);
});
