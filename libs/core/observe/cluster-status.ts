import { CLUSTER_UID_ANNOTATION } from '../resources/metadata.ts';
import type { Cluster, ClusterPhase, ClusterStatus } from '../resources/cluster.ts';

export interface ClusterNews {
  readonly phase: ClusterPhase;
  /** '' when all is well. */
  readonly message: string;
  readonly version?: string | undefined;
  readonly uid?: string | undefined;
  readonly observer: string;
}

/** The status of a cluster after news; `since` is when it entered the phase and stays while the phase does. */
export function statusOfCluster(
  { metadata, status }: Cluster,
  { phase, message, version, uid, observer }: ClusterNews,
  now: string,
): ClusterStatus {
  return {
    phase,
    ...(message !== '' && { message }),
    since: status.phase === phase && status.since !== undefined ? status.since : now,
    version: version ?? status.version,
    uid: phase === 'IdentityChanged' ? status.uid : (uid ?? status.uid),
    observer,
    observedGeneration: metadata.generation,
  };
}

/** What it means that a cluster answers: it may be another one than the one that was registered. */
export function judgeIdentity({ metadata, status }: Cluster, uid: string): Pick<ClusterNews, 'phase' | 'message'> {
  const registered = metadata.annotations[CLUSTER_UID_ANNOTATION] ?? status.uid;
  if (registered === undefined || registered === uid) return { phase: 'Ready', message: '' };
  const message =
    `Cluster ${metadata.name} answers with another identity (UID of its kube-system namespace) than the one registered: it was rebuilt, or its address ` +
    `belongs to another cluster. Nothing is applied to it. The platform team has to delete the Cluster object and register it anew with nabe cluster add.`;
  return { phase: 'IdentityChanged', message };
}
