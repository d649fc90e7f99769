import type { ApplicationName, SeenVersions } from '#flows/ports/sync-queue.port.ts';

/** What the dispatcher may do with a pending Application. */
export type DispatchFact =
  /** Can be synced. */
  | { readonly kind: 'ready'; readonly cluster: string }
  /** Known or soon to be known, but not now: stays pending. */
  | { readonly kind: 'wait' }
  /** Gone or held: leaves the queue, and whoever makes it ready asks again. */
  | { readonly kind: 'drop' };

/** What the hub knows of Applications, clusters and tenants. Answers at once, from watched copies. */
export interface DispatchFacts {
  application(name: ApplicationName): DispatchFact;
  /** `ready` false keeps the cluster's Applications pending; answer that for an unknown cluster, too. */
  cluster(name: string): { readonly ready: boolean; readonly concurrentSyncs: number };
  /** How far the hub has seen what a sync reads. */
  seen(): SeenVersions;
  /** By the namespace its Applications live in. */
  tenant(namespace: string): { readonly weight: number; readonly concurrentSyncs?: number | undefined };
}

/** For metrics. */
export interface DispatchObserver {
  dispatched(waitedMs: number): void;
  /** Pending Applications by tenant namespace, those without any left out. */
  pending(counts: ReadonlyMap<string, number>): void;
}
