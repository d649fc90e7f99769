import { current, failed, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { numberAt } from '../read-fields.ts';

/** A Deployment without a deadline has this one, and then no condition tells its progress. */
const NO_DEADLINE = 2 ** 31 - 1;

export function checkDeployment({ object, conditions }: Subject): Kstatus {
  if (conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded')) {
    return failed('Progress deadline exceeded');
  }
  const lack = findLack(object);
  if (lack !== undefined) return inProgress(lack);
  const isRolledOut =
    numberAt(object, 'spec.progressDeadlineSeconds', NO_DEADLINE) === NO_DEADLINE ||
    conditions.some(
      ({ type, status, reason }) => type === 'Progressing' && status === 'True' && reason === 'NewReplicaSetAvailable',
    );
  if (!isRolledOut) return inProgress('ReplicaSet not Available');
  if (!conditions.some(({ type, status }) => type === 'Available' && status === 'True')) {
    return inProgress('Deployment not Available');
  }
  return current(`Deployment is available. Replicas: ${numberAt(object, 'status.replicas', 0)}`);
}

function findLack(object: Subject['object']): string | undefined {
  const wanted = numberAt(object, 'spec.replicas', 1);
  const replicas = numberAt(object, 'status.replicas', 0);
  const updated = numberAt(object, 'status.updatedReplicas', 0);
  const available = numberAt(object, 'status.availableReplicas', 0);
  const ready = numberAt(object, 'status.readyReplicas', 0);
  if (wanted > replicas) return `Replicas: ${replicas}/${wanted}`;
  if (wanted > updated) return `Updated: ${updated}/${wanted}`;
  if (replicas > wanted) return `Pending termination: ${replicas - wanted}`;
  if (updated > available) return `Available: ${available}/${updated}`;
  return wanted > ready ? `Ready: ${ready}/${wanted}` : undefined;
}
