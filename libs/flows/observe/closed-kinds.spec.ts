import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSpokeObservation } from '#testing/spoke/fake-spoke-observation.ts';
import { FakeSpoke } from '#testing/spoke/fake-spoke.ts';
import { ClosedKinds } from './closed-kinds.ts';
import { WatchManager } from './watch-manager.ts';
import { SeenObjects } from './seen-objects.ts';

const CONFIG_MAP = { group: '', version: 'v1', kind: 'ConfigMap' };
const REFUSED = { kind: 'forbidden' as const, message: 'not for the hub' };
/** Chance is always 0: half of each pause. */
const clock = { random: () => 0 };

let observation: FakeSpokeObservation;

beforeEach(() => {
  vi.useFakeTimers();
  observation = new FakeSpokeObservation(new FakeSpoke());
});

afterEach(() => vi.useRealTimers());

describe('ClosedKinds', () => {
  it('tries again with growing pauses, and opens a kind as soon as a watch shows something', async () => {
    const opened: string[] = [];
    const closed = new ClosedKinds(observation, clock, () => void opened.push('opened'));
    closed.close(CONFIG_MAP);
    closed.close(CONFIG_MAP);
    const openAfter = async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      return observation.openWatches;
    };
    const trials = [await openAfter(14_999), await openAfter(1)];
    observation.interrupt('ConfigMap', REFUSED);
    trials.push(await openAfter(29_999), await openAfter(1));
    const before = closed.has(CONFIG_MAP);
    observation.stream();
    trials.push(await openAfter(0));

    expect(trials).toEqual([[], ['ConfigMap'], [], ['ConfigMap'], []]);
    expect([before, closed.has(CONFIG_MAP), opened]).toEqual([true, false, ['opened']]);
  });

  it('waits ten minutes at the longest, and leaves nothing behind when stopped', async () => {
    const closed = new ClosedKinds(observation, clock, () => undefined);
    closed.close(CONFIG_MAP);
    let trials = 0;
    for (let minute = 0; minute < 120; minute += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      trials += observation.openWatches.length;
      observation.interrupt('ConfigMap', REFUSED);
    }
    await vi.advanceTimersByTimeAsync(300_000);
    const during = observation.openWatches;
    closed.stop();
    await vi.advanceTimersByTimeAsync(0);

    expect(trials).toBeGreaterThanOrEqual(24);
    expect([during, observation.openWatches, vi.getTimerCount()]).toEqual([['ConfigMap'], [], 0]);
  });
});

describe('WatchManager, of a kind that the hub may watch again', () => {
  it('watches it itself, and lets the watches of the tenants go', async () => {
    const owned = [
      {
        tenant: 'red',
        inventory: [{ ...CONFIG_MAP, namespace: 'shop', name: 'a', uid: 'u', desiredHash: 'd', entryHash: 'e' }],
      },
    ];
    const seen = new SeenObjects(
      { judge: () => undefined },
      () => undefined,
      () => undefined,
    );
    const manager: WatchManager = new WatchManager(observation, seen, {
      clock,
      hasHealth: () => false,
      changed: () => undefined,
      allChanged: () => manager.ensure(owned),
      fewerWanted: () => manager.trim(owned),
    });
    manager.ensure(owned);
    await vi.advanceTimersByTimeAsync(0);
    observation.interrupt('ConfigMap', REFUSED);
    await vi.advanceTimersByTimeAsync(0);
    const asTenant = observation.openWatches;
    await vi.advanceTimersByTimeAsync(15_000);
    observation.stream();
    await vi.advanceTimersByTimeAsync(0);

    expect([asTenant, observation.openWatches]).toEqual([['ConfigMap in shop as red'], ['ConfigMap']]);
    manager.stopAll();
    expect([observation.openWatches, vi.getTimerCount()]).toEqual([[], 0]);
  });
});
