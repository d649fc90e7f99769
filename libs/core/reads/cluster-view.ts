import type { Cluster, ClusterPhase } from '../resources/cluster.ts';
import type { ApplicationCounts } from './applications/application-counts.ts';
import { type ConditionView, viewConditions } from './readiness.ts';

/** A registered spoke as people see it: never its credentials. */
export interface ClusterView {
  readonly namespace: string;
  readonly name: string;
  readonly server: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly phase: ClusterPhase;
  readonly message: string;
  /** When the phase was entered, RFC 3339. */
  readonly since: string;
  /** Kubernetes version. */
  readonly version: string;
  /** UID of its kube-system namespace. */
  readonly uid: string;
  /** The worker that watches it. */
  readonly observer: string;
  readonly applications: ApplicationCounts;
  readonly conditions: readonly ConditionView[];
  readonly createdAt: string;
}

export function viewCluster({ metadata, spec, status }: Cluster, applications: ApplicationCounts): ClusterView {
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    server: spec.server,
    labels: metadata.labels,
    phase: status.phase ?? 'Pending',
    message: status.message ?? '',
    since: status.since ?? '',
    version: status.version ?? '',
    uid: status.uid ?? '',
    observer: status.observer ?? '',
    applications,
    conditions: viewConditions(status.conditions),
    createdAt: metadata.creationTimestamp ?? '',
  };
}
