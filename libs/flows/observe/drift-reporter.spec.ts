import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mismatch } from '#core/observe/object-states.ts';
import { DriftReporter } from './drift-reporter.ts';

const web = { namespace: 'tenant-red', name: 'web' };
const changed = (entryHash: string): Map<string, Mismatch> =>
  new Map([['/ConfigMap/shop/a', { state: 'present', uid: '1', entryHash }]]);

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
    await vi.advanceTimersByTimeAsync(60);

    expect(requests).toEqual([['web', 'drift', changed('e2')]]);
  });

  it('asks for nothing when the news of our own apply arrives in time', async () => {
    const drift = reporter();
    drift.state('web', web, changed('e2'));
    drift.state('web', web, new Map());
    await vi.advanceTimersByTimeAsync(10_000);

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
    await vi.advanceTimersByTimeAsync(60 + 5000 + 10_000);
    expect(requests).toHaveLength(3);

    drift.state('web', web, changed('e3'));
    await vi.advanceTimersByTimeAsync(60);

    expect(requests).toHaveLength(4);
  });
});
