import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('offers what it counted as Prometheus text', async () => {
    const metrics = createMetrics();
    metrics.syncOperations.inc({ tenant: 'red', outcome: 'synced' }, 2);
    metrics.pending.set({ tenant: 'red' }, 7);
    const text = await metrics.registry.metrics();
    expect(text).toContain('nabe_sync_operations_total{tenant="red",outcome="synced"} 2');
    expect(text).toContain('nabe_pending_applications{tenant="red"} 7');
    expect(text).toContain('nabe_nodejs_eventloop_lag_seconds');
  });

  it('counts requests to spokes, however often it is asked', async () => {
    const metrics = createMetrics();
    const read = async () => {
      const lines = (await metrics.registry.metrics()).split('\n');
      return lines.filter((line) => line.startsWith('nabe_spoke_requests_total{'));
    };
    metrics.countSpokeRequest('patch', '200');
    metrics.countSpokeRequest('patch', '200');
    const before = await read();
    metrics.countSpokeRequest('patch', '429');
    metrics.countSpokeRequest('get', '200');
    expect([before, await read()]).toEqual([
      ['nabe_spoke_requests_total{verb="patch",outcome="200"} 2'],
      [
        'nabe_spoke_requests_total{verb="patch",outcome="200"} 2',
        'nabe_spoke_requests_total{verb="patch",outcome="429"} 1',
        'nabe_spoke_requests_total{verb="get",outcome="200"} 1',
      ],
    ]);
  });

  it('gives every metric our prefix and none a label per Application', async () => {
    const metrics = await createMetrics().registry.getMetricsAsJSON();
    expect(metrics.map((metric) => metric.name).filter((name) => !name.startsWith('nabe_'))).toEqual([]);
  });

  it('reads how spokes are worked when it is asked, and forgets those that are gone', async () => {
    const metrics = createMetrics();
    const paces = new Map([['east', { inFlight: 3, limit: 7, isDown: false }]]);
    metrics.readPaces(() => paces);
    const read = async () => {
      const lines = (await metrics.registry.metrics()).split('\n');
      return lines.filter((line) => line.startsWith('nabe_spoke_') && line.includes('cluster='));
    };
    const before = await read();
    paces.clear();
    paces.set('west', { inFlight: 0, limit: 1, isDown: true });

    expect({ before, after: await read() }).toEqual({
      before: [
        'nabe_spoke_in_flight{cluster="east"} 3',
        'nabe_spoke_in_flight_limit{cluster="east"} 7',
        'nabe_spoke_down{cluster="east"} 0',
      ],
      after: [
        'nabe_spoke_in_flight{cluster="west"} 0',
        'nabe_spoke_in_flight_limit{cluster="west"} 1',
        'nabe_spoke_down{cluster="west"} 1',
      ],
    });
  });

  it('does not share figures between two registries', async () => {
    const [first, second] = [createMetrics(), createMetrics()];
    first.driftRepaired.inc({ tenant: 'red' });
    expect(await second.registry.getSingleMetricAsString('nabe_drift_repaired_total')).not.toContain('tenant=');
  });
});
