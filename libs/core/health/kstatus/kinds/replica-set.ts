import { current, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { numberAt } from '../read-fields.ts';

export function checkReplicaSet({ object, conditions }: Subject): Kstatus {
  if (conditions.some(({ type, status }) => type === 'ReplicaFailure' && status === 'True')) {
    return inProgress('Replica Failure condition. Check Pods');
  }
  const wanted = numberAt(object, 'spec.replicas', 1);
  const replicas = numberAt(object, 'status.replicas', 0);
  const labelled = numberAt(object, 'status.fullyLabeledReplicas', 0);
  const available = numberAt(object, 'status.availableReplicas', 0);
  const ready = numberAt(object, 'status.readyReplicas', 0);
  if (wanted > labelled) return inProgress(`Labelled: ${labelled}/${wanted}`);
  if (wanted > available) return inProgress(`Available: ${available}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (replicas > wanted) return inProgress(`Pending termination: ${replicas - wanted}`);
  return current(`ReplicaSet is available. Replicas: ${replicas}`);
}
