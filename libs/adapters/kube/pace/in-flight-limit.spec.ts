import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cutoff } from './cutoff.ts';
import { InFlightLimit } from './in-flight-limit.ts';

const never = new Cutoff();

describe('InFlightLimit', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets the configured number in and admits the others in order of arrival', async () => {
    const limit = new InFlightLimit(2);
    const admitted: number[] = [];
    for (const number of [1, 2, 3, 4]) void limit.enter(never).then(() => admitted.push(number));
    await vi.advanceTimersByTimeAsync(0);
    const atFirst = [...admitted];
    limit.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect({ atFirst, later: admitted, running: limit.running }).toEqual({
      atFirst: [1, 2],
      later: [1, 2, 3],
      running: 2,
    });
  });

  it('forgets a waiting request that is called off', async () => {
    const limit = new InFlightLimit(1);
    await limit.enter(never);
    const cutoff = new Cutoff();
    const waiting = limit.enter(cutoff);
    cutoff.cut('aborted');
    const entered = await waiting;
    limit.leave();
    expect({ entered, running: limit.running }).toEqual({ entered: false, running: 0 });
  });

  it('halves when pushed back, lets nobody in for as long as asked, and grows again with the answers', async () => {
    const limit = new InFlightLimit(8);
    limit.pushedBack(2000);
    const entering = limit.enter(never);
    await vi.advanceTimersByTimeAsync(1999);
    const runningBefore = limit.running;
    await vi.advanceTimersByTimeAsync(1);
    await entering;
    const halved = limit.limit;
    for (let answer = 0; answer < 100; answer += 1) limit.answered(10);
    expect({ runningBefore, halved, grown: limit.limit }).toEqual({ runningBefore: 0, halved: 4, grown: 8 });
  });

  it('gives places up while the server is much slower than usual, keeps two, and takes them back afterwards', () => {
    const limit = new InFlightLimit(16);
    const answer = (latencyMs: number, times: number) => {
      for (let count = 0; count < times; count += 1) limit.answered(latencyMs);
      return limit.limit;
    };
    const places = [answer(30, 100), answer(900, 16), answer(900, 40), answer(30, 400)];
    expect([places[0], places[2], places[3]]).toEqual([16, 2, 16]);
    expect(places[1]).toBeLessThan(11);
  });

  it('gives places up and takes them again as it is allowed, and keeps to what the server could bear', async () => {
    const limit = new InFlightLimit(8);
    for (let number = 0; number < 5; number += 1) await limit.enter(never);
    limit.allow(4);
    const entering = limit.enter(never);
    const places = [limit.limit];
    limit.leave();
    await vi.advanceTimersByTimeAsync(0);
    const crowded = limit.running;
    limit.leave();
    await entering;
    const full = limit.running;
    limit.allow(16);
    places.push(limit.limit);
    limit.pushedBack(0);
    limit.allow(32);
    places.push(limit.limit);
    limit.allow(6);
    places.push(limit.limit);
    expect({ places, crowded, full }).toEqual({ places: [4, 16, 8, 6], crowded: 4, full: 4 });
  });

  it('never waits longer than half a minute, whatever the server asks for', async () => {
    const limit = new InFlightLimit(1);
    limit.pushedBack(86_400_000);
    const entering = limit.enter(never);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await entering).toBe(true);
  });
});
