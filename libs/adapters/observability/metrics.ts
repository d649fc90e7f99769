import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** From a cached no-op to a sync that waits for a slow roll-out. */
const syncSeconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/**
 * Everything Nabe counts, in a registry of its own, with Node's figures (memory, event loop lag) beside it.
 * Labels are few and bounded: never an Application or an object, so that a large fleet does not drown its monitoring.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'nabe_' });
  return {
    registry,
    ...syncMetrics(registry),
    ...eventMetrics(registry),
    ...queueMetrics(registry),
    ...spokeMetrics(registry),
    ...hubMetrics(registry),
  };
}

function syncMetrics(register: Registry) {
  const registers = [register];
  return {
    syncOperations: new Counter({
      name: 'nabe_sync_operations_total',
      help: 'Syncs that ended, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    syncDuration: new Histogram({
      name: 'nabe_sync_duration_seconds',
      help: 'Time of one sync, from taking the job to the reported status.',
      labelNames: ['outcome'],
      buckets: syncSeconds,
      registers,
    }),
    renderings: new Counter({
      name: 'nabe_renderings_total',
      help: 'Sources that were rendered, by kind and outcome; remembered renderings do not count.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    driftRepaired: new Counter({
      name: 'nabe_drift_repaired_total',
      help: 'Objects put back because they were changed or deleted on a spoke.',
      registers,
    }),
  };
}

function eventMetrics(register: Registry) {
  return {
    events: new Counter({
      name: 'nabe_events_total',
      help: 'Kubernetes events about Applications and ApplicationSets: written, left-out (there were too many) or failed.',
      labelNames: ['outcome'],
      registers: [register],
    }),
  };
}

function queueMetrics(register: Registry) {
  const registers = [register];
  return {
    dispatchLatency: new Histogram({
      name: 'nabe_dispatch_latency_seconds',
      help: 'Time from the request of a sync to its dispatch to the workers.',
      buckets: syncSeconds,
      registers,
    }),
    pending: new Gauge({
      name: 'nabe_pending_applications',
      help: 'Applications that wait for a sync, by tenant.',
      labelNames: ['tenant'],
      registers,
    }),
    queueAvailable: new Gauge({
      name: 'nabe_queue_available',
      help: '1 while Redis answers, 0 while it is away.',
      registers,
    }),
    quarantinedJobs: new Counter({
      name: 'nabe_quarantined_jobs_total',
      help: 'Jobs refused because of their envelope, by reason.',
      labelNames: ['reason'],
      registers,
    }),
  };
}

function spokeMetrics(register: Registry) {
  const registers = [register];
  return {
    spokeRequests: new Counter({
      name: 'nabe_spoke_requests_total',
      help: 'Requests to spokes, by verb and outcome.',
      labelNames: ['verb', 'outcome'],
      registers,
    }),
    watchesOpen: new Gauge({ name: 'nabe_watches_open', help: 'Watches this process holds on spokes.', registers }),
    clusters: new Gauge({
      name: 'nabe_clusters',
      help: 'Registered clusters, by phase.',
      labelNames: ['phase'],
      registers,
    }),
  };
}

function hubMetrics(register: Registry) {
  const registers = [register];
  return {
    leading: new Gauge({ name: 'nabe_leading', help: '1 while this hub runs the loops.', registers }),
    repositoryPolls: new Counter({
      name: 'nabe_repository_polls_total',
      help: 'Polls of git repositories, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    webhookDeliveries: new Counter({
      name: 'nabe_webhook_deliveries_total',
      help: 'Webhook deliveries by code hosting service and outcome; one that several Repositories share counts for each.',
      labelNames: ['service', 'outcome'],
      registers,
    }),
    expansions: new Counter({
      name: 'nabe_expansions_total',
      help: 'Expansions of ApplicationSets, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
  };
}
