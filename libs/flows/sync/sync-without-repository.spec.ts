import { beforeEach, describe, expect, it } from 'vitest';
import { configMap, SyncWorld, WEB } from '#testing/sync-world.ts';
import { syncApplication } from './sync-application.ts';

const never = new AbortController().signal;

describe('syncApplication, when neither the repository nor a mirror of it can be read', () => {
  let world: SyncWorld;
  const sync = () => syncApplication(WEB, world.ports, never);

  beforeEach(() => {
    world = new SyncWorld();
    world.push({ a: configMap('a', { color: 'red' }) });
  });

  const loseRepository = () => {
    world.git.loseMirrors();
    world.git.script.failOn('fetch', { kind: 'unreachable', message: 'cannot reach git.example' });
  };

  it('leaves a synced Application and what its status says as they are', async () => {
    await sync();
    const before = world.application.status;
    loseRepository();

    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
    expect(world.application.status).toEqual(before);
  });

  it('says why an Application that was never synced is not', async () => {
    loseRepository();

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'RepositoryUnreachable' });
    expect(world.application.status.summary).toContain('annot reach git.example');
  });
});
