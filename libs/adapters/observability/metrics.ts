import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { spokeMetrics } from './spoke-metrics.ts';
import { syncMetrics, syncSeconds } from './sync-metrics.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Everything Nabe counts, in a registry of its own, with Node's figures (memory, event loop lag) beside it.
 * Labels are few and bounded, tenants and clusters at the most: never an Application or an object, so that a large fleet does not drown its
 * monitoring. docs/metrics.md explains each to those who watch them.
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
