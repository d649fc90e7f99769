import { Counter, Histogram, type Registry } from 'prom-client';

/** From a cached no-op to a sync that waits for a slow roll-out. */
export const syncSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What workers did for whom. */
export function syncMetrics(register: Registry) {
  const registers = [register];
  return {
    syncOperations: new Counter({
      name: 'nabe_sync_operations_total',
      help: 'Syncs that ended, by tenant and outcome.',
      labelNames: ['tenant', 'outcome'],
      registers,
    }),
    syncTriggers: new Counter({
      name: 'nabe_sync_triggers_total',
      help: 'Syncs that came to an operation, by what set it going and its outcome.',
      labelNames: ['trigger', 'outcome'],
      registers,
    }),
    syncDuration: new Histogram({
      name: 'nabe_sync_duration_seconds',
      help: 'Time of one sync, from taking the job to the reported status.',
      labelNames: ['outcome'],
      buckets: syncSeconds,
      registers,
    }),
    objectsChanged: new Counter({
      name: 'nabe_objects_changed_total',
      help: 'Objects on spokes that were applied (created or changed) or pruned, by tenant.',
      labelNames: ['tenant', 'change'],
      registers,
    }),
    driftRepaired: new Counter({
      name: 'nabe_drift_repaired_total',
      help: 'Objects put back because they were changed or deleted on a spoke, by tenant.',
      labelNames: ['tenant'],
      registers,
    }),
    contentions: new Counter({
      name: 'nabe_contentions_total',
      help: 'How often an Application became Contended: somebody else keeps changing its objects.',
      labelNames: ['tenant'],
      registers,
    }),
    renderings: new Counter({
      name: 'nabe_renderings_total',
      help: 'Sources that were rendered, by kind and outcome; remembered renderings do not count.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
  };
}
