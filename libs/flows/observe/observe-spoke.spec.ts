import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeSpokeObservation } from '#testing/spoke/fake-spoke-observation.ts';
import { SyncWorld } from '#testing/worlds/sync-world.ts';
import { observeSpoke } from './observe-spoke.ts';

const PROD_EU = { namespace: 'nabe-system', name: 'prod-eu' };
const unreachable = { kind: 'unreachable', message: 'Cannot reach prod-eu' } as const;

let world: SyncWorld;
let observation: FakeSpokeObservation;
let clock: FakeClock;
let abort: AbortController;
let done: Promise<void>;
const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);

function start(): void {
  const { controlPlane, queue, health, places } = world;
  done = observeSpoke(
    'prod-eu',
    { controlPlane, queue, health, clock, places, onError, watches: observation, identity: 'worker-1' },
    abort.signal,
  );
}

/** Lets everything happen that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(300);
const status = () => world.controlPlane.views.Cluster.get(PROD_EU)?.status;

beforeEach(() => {
  vi.useFakeTimers();
  errors.length = 0;
  world = new SyncWorld();
  observation = new FakeSpokeObservation(world.spoke);
  clock = new FakeClock({ isPatient: true });
  abort = new AbortController();
});

afterEach(async () => {
  abort.abort();
  await done;
  vi.useRealTimers();
});

describe('observeSpoke', () => {
  it('says Ready with version and identity once the cluster answers', async () => {
    start();
    await settle();
    observation.up();
    await settle();

    expect(status()).toEqual({
      phase: 'Ready',
      since: '2026-03-04T05:06:07Z',
      version: 'v1.36.3',
      uid: 'kube-system-uid',
      observer: 'worker-1',
      observedGeneration: 0,
    });
  });

  it('says Unreachable when the connection is lost, since when, and Ready when it is back', async () => {
    start();
    await settle();
    observation.up();
    await settle();
    clock.nowMs += 60_000;
    observation.down(unreachable);
    await settle();
    expect(status()).toMatchObject({
      phase: 'Unreachable',
      message: 'Cannot reach prod-eu.',
      since: '2026-03-04T05:07:07Z',
    });
    observation.up();
    await settle();

    expect(status()).toMatchObject({ phase: 'Ready' });
    expect(status()?.message).toBeUndefined();
  });

  it('writes nothing when nothing changed', async () => {
    start();
    await settle();
    observation.up();
    await settle();
    world.controlPlane.takeWrites();
    observation.up();
    await settle();

    expect(world.controlPlane.takeWrites()).toEqual([]);
  });

  it('says Unauthorized when the credentials are refused, and asks again by itself', async () => {
    observation.facts = fail({ kind: 'unauthorized', message: 'The token is not valid.' });
    start();
    await settle();
    observation.up();
    await settle();
    expect(status()).toMatchObject({ phase: 'Unauthorized', message: 'The token is not valid.' });
    observation.facts = succeed({ version: 'v1.36.3', uid: 'kube-system-uid' });
    clock.advance(5000);
    await settle();

    expect(status()).toMatchObject({ phase: 'Ready' });
  });

  it('hears of a lost connection at once, also while it waits to ask again', async () => {
    observation.facts = fail({ kind: 'unauthorized', message: 'The token is not valid.' });
    start();
    await settle();
    observation.up();
    await settle();
    observation.down(unreachable);
    await settle();

    expect(status()).toMatchObject({ phase: 'Unreachable' });
  });

  it('keeps away from a cluster that answers with another identity', async () => {
    start();
    await settle();
    observation.up();
    await settle();
    observation.facts = succeed({ version: 'v1.36.3', uid: 'another' });
    observation.up();
    await settle();

    expect(status()).toMatchObject({ phase: 'IdentityChanged', uid: 'kube-system-uid' });
    expect(world.application.status.health).toMatchObject({ status: 'Unknown' });
  });

  it('tries again with growing pauses while the cluster cannot be opened at all', async () => {
    observation.openFailure = { kind: 'unauthorized', message: 'Its Secret is missing.' };
    start();
    await settle();
    expect(status()).toMatchObject({ phase: 'Unauthorized', message: 'Its Secret is missing.' });
    clock.advance(1000);
    await settle();
    observation.openFailure = undefined;
    clock.advance(2000);
    await settle();
    observation.up();
    await settle();

    expect([clock.slept.slice(0, 2), status()?.phase]).toEqual([[1000, 2000], 'Ready']);
  });

  it('writes its news again when the management cluster did not take them', async () => {
    world.controlPlane.script.failOn('status Cluster', { kind: 'unavailable', message: 'no answer' }, 1);
    start();
    await settle();
    observation.up();
    await settle();
    expect(errors).toEqual([new Error('cannot write the status of Cluster prod-eu: no answer')]);
    clock.advance(5000);
    await settle();

    expect(status()).toMatchObject({ phase: 'Ready', observer: 'worker-1' });
  });

  it('lets go of everything when it is told to stop', async () => {
    start();
    await settle();
    abort.abort();
    await done;

    expect([observation.isClosed, observation.listeners.size, observation.openWatches, vi.getTimerCount()]).toEqual([
      true,
      0,
      [],
      0,
    ]);
  });
});
