import type { Sighting } from '#core/plan/plan.ts';

/** Why an Application is wanted at the front: a person's request goes ahead of drift, drift ahead of commits, the sweep comes last. */
export type Urgency = 'person' | 'drift' | 'change' | 'sweep';

export interface ApplicationName {
  readonly namespace: string;
  readonly name: string;
}

/** Observed state of owned objects, by object key id: a hint where to look, never what to write (law 2). */
export type Sightings = ReadonlyMap<string, Sighting>;

/** Pending work. Redis may lose all of it at any moment; whoever asked asks again (law 1). */
export interface SyncQueue {
  /** Puts the Application's key among its tenant's pending ones; a key already there keeps the higher urgency. */
  request(application: ApplicationName, urgency: Urgency, sightings?: Sightings): Promise<void>;
  /** Reads and removes what was sighted for the Application. */
  takeSightings(application: ApplicationName): Promise<Sightings>;
}
