import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('offers what it counted as Prometheus text', async () => {
    const metrics = createMetrics();
    metrics.syncOperations.inc({ outcome: 'synced' }, 2);
    metrics.pending.set({ tenant: 'red' }, 7);
    const text = await metrics.registry.metrics();
    expect(text).toContain('nabe_sync_operations_total{outcome="synced"} 2');
    expect(text).toContain('nabe_pending_applications{tenant="red"} 7');
    expect(text).toContain('nabe_nodejs_eventloop_lag_seconds');
  });

  it('gives every metric our prefix and none a label per Application', async () => {
    const metrics = await createMetrics().registry.getMetricsAsJSON();
    expect(metrics.map((metric) => metric.name).filter((name) => !name.startsWith('nabe_'))).toEqual([]);
  });

  it('does not share figures between two registries', async () => {
    const [first, second] = [createMetrics(), createMetrics()];
    first.driftRepaired.inc();
    expect(await second.registry.getSingleMetricAsString('nabe_drift_repaired_total')).toContain(
      'nabe_drift_repaired_total 0',
    );
  });
});
