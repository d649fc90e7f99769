import { beforeEach, describe, expect, it } from 'vitest';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { configMap, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

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

  /** The Repository itself says that it cannot be read. */
  const sayUnauthorized = (commit: string) => {
    const condition = {
      type: 'Ready',
      status: 'False',
      reason: 'Unauthorized',
      message: 'Refused.',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    };
    const status = { refs: [{ revision: 'main', commit }], conditions: [condition] };
    world.controlPlane.views.Repository.put(buildRepository('red', 'apps', { status }));
  };

  it('leaves it as it is at another commit too, when the Repository says that it refuses the credentials', async () => {
    await sync();
    const before = world.application.status;
    const next = world.push({ a: configMap('a', { color: 'blue' }) });
    world.git.loseMirrors();
    world.git.script.failOn('fetch', { kind: 'unauthorized', message: 'git.example refuses the credentials' });
    sayUnauthorized(next);

    expect(await sync()).toMatchObject({ outcome: 'unchanged' });
    expect(world.application.status).toEqual(before);
  });

  it('says so when only this worker cannot read a new commit', async () => {
    await sync();
    world.push({ a: configMap('a', { color: 'blue' }) });
    loseRepository();

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'RepositoryUnreachable' });
  });

  it('says why an Application that was never synced is not', async () => {
    loseRepository();

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'RepositoryUnreachable' });
    expect(world.application.status.summary).toContain('annot reach git.example');
  });
});
