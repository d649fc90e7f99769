import { current, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { numberAt, textAt, valueAt } from '../read-fields.ts';

/** The field that has to reach the wanted number, by the word it is told with. */
const counts = [
  ['Current', 'status.currentNumberScheduled'],
  ['Updated', 'status.updatedNumberScheduled'],
  ['Available', 'status.numberAvailable'],
  ['Ready', 'status.numberReady'],
] as const;

/** Its controller always says which generation it has seen: without it, it has seen none. */
export function checkDaemonSet({ object }: Subject): Kstatus {
  const kind = textAt(object, 'kind');
  if (valueAt(object, 'metadata', 'generation') === undefined) {
    return inProgress(`${kind} metadata.generation not found`);
  }
  if (valueAt(object, 'status', 'observedGeneration') === undefined) {
    return inProgress(`${kind} status.observedGeneration not found`);
  }
  const wanted = numberAt(object, 'status.desiredNumberScheduled', -1);
  if (wanted === -1) return inProgress('Missing .status.desiredNumberScheduled');
  for (const [word, path] of counts) {
    const count = numberAt(object, path, 0);
    if (wanted > count) return inProgress(`${word}: ${count}/${wanted}`);
  }
  return current(`All replicas scheduled as expected. Replicas: ${wanted}`);
}
