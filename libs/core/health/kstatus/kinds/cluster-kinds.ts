import { current, failed, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { textAt } from '../read-fields.ts';

export function checkClaim({ object }: Subject): Kstatus {
  const phase = textAt(object, 'status.phase', 'unknown');
  return phase === 'Bound' ? current('PVC is Bound') : inProgress(`PVC is not Bound. phase: ${phase}`);
}

export function checkService({ object }: Subject): Kstatus {
  const waits = textAt(object, 'spec.type') === 'LoadBalancer' && textAt(object, 'spec.clusterIP') === '';
  return waits ? inProgress('ClusterIP not set. Service type: LoadBalancer') : current('Service is ready');
}

/** The first condition that settles it decides. */
export function checkDefinition({ conditions }: Subject): Kstatus {
  for (const { type, status, reason, message } of conditions) {
    if (type === 'NamesAccepted' && status === 'False') return failed(message);
    if (type === 'Established' && status === 'True') return current('CRD is established');
    if (type === 'Established' && status === 'False' && reason !== 'Installing') return failed(message);
  }
  return inProgress('Install in progress');
}
