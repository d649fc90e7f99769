import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';

/** The braces keep all keys in one slot of a Redis Cluster, so that scripts may touch several of them. */
export const keyPrefix = 'nabe:{q}';

/** Names of everything the queue keeps in Redis. BullMQ's own keys lie below `nabe:{q}:sync:`. */
export const queueKeys = {
  /** Set of tenant namespaces that have pending Applications. */
  tenants: `${keyPrefix}:tenants`,
  /** Sorted set of Application names, by score (pending-score.ts). */
  pending: (namespace: string) => `${keyPrefix}:pending:${namespace}`,
  /** Sorted set `namespace/name`: taken by a dispatcher, not yet confirmed to be a job. */
  claimed: `${keyPrefix}:claimed`,
  /** Hash object id -> sighting. */
  sightings: (application: ApplicationName) => `${keyPrefix}:sightings:${application.namespace}/${application.name}`,
  /** Hash worker -> syncs at once. */
  slots: `${keyPrefix}:slots`,
  /** Sorted set of workers by the time their slots lapse. */
  slotsUntil: `${keyPrefix}:slots-until`,
  /** List of refused jobs, newest first. */
  quarantine: `${keyPrefix}:quarantine`,
  /** Channel that wakes the dispatcher. */
  wake: `${keyPrefix}:wake`,
  /** Channel with the names of Repositories that somebody pushed to. */
  pushes: `${keyPrefix}:pushes`,
} as const;
