import { current, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { numberAt, textAt } from '../read-fields.ts';

export function checkStatefulSet({ object }: Subject): Kstatus {
  if (textAt(object, 'spec.updateStrategy.type') === 'OnDelete') {
    return current('StatefulSet is using the ondelete update strategy');
  }
  const wanted = numberAt(object, 'spec.replicas', 1);
  const replicas = numberAt(object, 'status.replicas', 0);
  const ready = numberAt(object, 'status.readyReplicas', 0);
  if (wanted > replicas) return inProgress(`Replicas: ${replicas}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (replicas > wanted) return inProgress(`Pending termination: ${replicas - wanted}`);
  const partition = numberAt(object, 'spec.updateStrategy.rollingUpdate.partition', -1);
  return partition === -1 ? checkRevisions({ object, wanted, replicas }) : checkPartition(object, wanted - partition);
}

function checkPartition(object: Subject['object'], wanted: number): Kstatus {
  const updated = numberAt(object, 'status.updatedReplicas', 0);
  if (updated < wanted) return inProgress(`updated: ${updated}/${wanted}`);
  return current(`Partition rollout complete. updated: ${updated}`);
}

function checkRevisions({
  object,
  wanted,
  replicas,
}: Pick<Subject, 'object'> & Record<'wanted' | 'replicas', number>): Kstatus {
  const now = numberAt(object, 'status.currentReplicas', 0);
  if (wanted > now) return inProgress(`current: ${now}/${wanted}`);
  if (textAt(object, 'status.currentRevision') !== textAt(object, 'status.updateRevision')) {
    return inProgress('Waiting for updated revision to match current');
  }
  return current(`All replicas scheduled as expected. Replicas: ${replicas}`);
}
