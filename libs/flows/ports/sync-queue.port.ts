/** Why an Application is wanted at the front: a person's request goes ahead of drift, drift ahead of commits, the sweep comes last. */
export type Urgency = 'person' | 'drift' | 'change' | 'sweep';

export interface ApplicationName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * How far the hub had seen what a sync goes by when it handed the job out: the version of the newest resource of each kind that it knew. A
 * worker that has seen as much need not read any of them again.
 */
export interface SeenVersions {
  readonly application: string;
  readonly repository: string;
  readonly tenant: string;
  readonly cluster: string;
}

/** What a watch showed of an owned object. */
export type ObservedState =
  | { readonly state: 'missing' }
  | { readonly state: 'present'; readonly uid: string; readonly entryHash?: string | undefined };

/**
 * Observed state of owned objects, by object key id: a hint where to look, never what to write (law 2). Whoever takes it
 * compares it with the newest inventory, since the observer may have seen an apply before it saw the inventory of that apply.
 */
export type Sightings = ReadonlyMap<string, ObservedState>;

/** Pending work. Redis may lose all of it at any moment; whoever asked asks again (law 1). */
export interface SyncQueue {
  /** Puts the Application's key among its tenant's pending ones; a key already there keeps the higher urgency. */
  request(application: ApplicationName, urgency: Urgency, sightings?: Sightings): Promise<void>;
  /** Reads and removes what was sighted for the Application. */
  takeSightings(application: ApplicationName): Promise<Sightings>;
}
