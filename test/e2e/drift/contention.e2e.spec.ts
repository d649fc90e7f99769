import { expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import { AuditLog } from '../../world/audit-log.ts';
import { editObject, pathOf, readObject } from '../../world/objects.ts';
import { configMap, directorySet } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const FOUGHT = pathOf('configmaps', 'red', 'fought');
const FIGHT =
  'Somebody else keeps changing what git says: kubectl-edit writes data.VALUE of ConfigMap red/fought. ' +
  'Nabe undoes that at most six times an hour now. Leave the field out of the manifest, or stop the other writer.';
const FREELY = 5;

let red: Team;
const world = storyWorld({ spokes: [{ name: 'east', labels: {}, audit: true }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/all.yaml': directorySet({ name: 'all', repoURL: url, namespace: 'red', path: 'all' }),
      'all/fought.yaml': configMap('fought', 'git'),
      'all/peaceful.yaml': configMap('peaceful', 'git'),
    }),
  });
  await red.untilSynced(['all-east']);
});

async function valueOf(name: string): Promise<string | undefined> {
  return (await readObject(world(), 'east', pathOf('configmaps', 'red', name)))?.data?.['VALUE'];
}

/** A controller of its own mind: as soon as git's value is there, it writes its own, until Nabe says that this is a fight. */
function fightUntilRecognised(): Promise<Application> {
  return world().until('the Application is Contended', async () => {
    if ((await valueOf('fought')) === 'git') await editObject(world(), 'east', FOUGHT, { data: { VALUE: 'theirs' } });
    const application = await red.application('all-east');
    return application?.status.sync?.status === 'OutOfSync' && application;
  });
}

it('recognises a fight after five rounds, and names the field and the other writer', async () => {
  const log = new AuditLog(world().spoke('east'));

  const { status } = await fightUntilRecognised();

  expect(status.summary).toBe(FIGHT);
  expect(status.conditions).toMatchObject([
    { type: 'Contended', status: 'True', reason: 'OtherWriter', message: FIGHT },
  ]);
  expect(log.requests().filter(({ verb, name }) => verb === 'patch' && name === 'fought')).toHaveLength(FREELY);
  expect((await world().nabe('app', 'get', 'all-east')).stdout).toContain(FIGHT);
});

it('keeps undoing other drift of the Application', async () => {
  await editObject(world(), 'east', pathOf('configmaps', 'red', 'peaceful'), { data: { VALUE: 'theirs' } });

  await world().until('the other object is as git says', async () => (await valueOf('peaceful')) === 'git');
  expect(await valueOf('fought')).toBe('theirs');
  expect((await red.application('all-east'))?.status.sync?.status).toBe('OutOfSync');
});

it('remembers the fight when the worker is another one', async () => {
  await Promise.all(world().workers.map((worker) => worker.stop('SIGTERM')));
  const log = new AuditLog(world().spoke('east'));
  await world().startWorker();
  await editObject(world(), 'east', pathOf('configmaps', 'red', 'peaceful'), { data: { VALUE: 'once more' } });

  await world().until('the new worker undoes other drift', async () => (await valueOf('peaceful')) === 'git');

  expect(
    log.requests().filter(({ verb, name, actor }) => verb === 'patch' && name === 'fought' && actor.endsWith(':red')),
  ).toEqual([]);
  expect(await valueOf('fought')).toBe('theirs');
});

it('ends when git no longer says what is fought for', async () => {
  await red.commit({ 'all/fought.yaml': configMap('fought', 'theirs') }, 'Give in');

  await world().until('the Application is synced', async () => {
    const status = (await red.application('all-east'))?.status;
    return status?.sync?.status === 'Synced' && status.contention?.every(({ left }) => left === undefined);
  });
  expect(await valueOf('fought')).toBe('theirs');
});
