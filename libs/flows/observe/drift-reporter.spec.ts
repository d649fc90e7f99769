import { stat } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mismatch } from '#core/observe/object-states.ts';
import { DriftReporter } from './drift-reporter.ts';

const web = { namespace: 'tenant-red', name: 'web' };
/** Of the event loop, after a timer: each takes a millisecond of the clock that does not go by itself. */
const TURNS = 2;
const SETTLED = 60 + TURNS;
const changed = (entryHash: string): Map<string, Mismatch> =>
  new Map([['/ConfigMap/shop/a', { state: 'present', uid: '1', entryHash }]]);

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('DriftReporter', () => {
  const requests: unknown[] = [];
  const reporter = () =>
    new DriftReporter(
      { request: async (name, urgency, sightings) => void requests.push([name.name, urgency, sightings]) },
      () => undefined,
    );

  beforeEach(() => {
    requests.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for a sync with everything that differs', async () => {
    reporter().state('web', web, changed('e2'));
    await vi.advanceTimersByTimeAsync(SETTLED);

    expect(requests).toEqual([['web', 'drift', changed('e2')]]);
  });

  it('asks for nothing when the news of our own apply arrives in time', async () => {
    const drift = reporter();
    drift.state('web', web, changed('e2'));
    drift.state('web', web, new Map());
    await vi.advanceTimersByTimeAsync(10_000);

    expect(requests).toEqual([]);
  });

  it('hears the news that came while the process stood still before it asks', async () => {
    vi.useRealTimers();
    const drift = reporter();
    // Timers are what the event loop goes on with.
    await new Promise((resolve) => setImmediate(resolve));
    drift.state('web', web, changed('e2'));
    // Another thread has the answer while this one stands still. As an observer, which looks once at all that a burst of events is about.
    stat('.', () => setImmediate(() => drift.state('web', web, new Map())));
    standStill(100);
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(requests).toEqual([]);
  });

  it('is not put off by a stream of news', async () => {
    const drift = reporter();
    for (let at = 0; at < 10; at += 1) {
      drift.state('web', web, changed(`e${at}`));
      await vi.advanceTimersByTimeAsync(10);
    }

    expect(requests.length).toBeGreaterThanOrEqual(1);
  });

  it('asks again with growing pauses while it differs, and at once when it differs in another way', async () => {
    const drift = reporter();
    drift.state('web', web, changed('e2'));
    await vi.advanceTimersByTimeAsync(SETTLED + 5000 + 10_000 + 2 * TURNS);
    expect(requests).toHaveLength(3);

    drift.state('web', web, changed('e3'));
    await vi.advanceTimersByTimeAsync(SETTLED);

    expect(requests).toHaveLength(4);
  });
});
