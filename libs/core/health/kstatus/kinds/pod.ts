import { isJsonObject } from '#core/model/json.ts';
import { current, failed, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { textAt, valueAt } from '../read-fields.ts';

/** How long a pod may be without a node before that counts as a failure. */
const SCHEDULE_WINDOW_MS = 15_000;

export function checkPod(pod: Subject): Kstatus {
  const phase = textAt(pod.object, 'status.phase');
  switch (phase) {
    case 'Succeeded':
      return current('Pod has completed successfully');
    case 'Failed':
      return current('Pod has completed, but not successfully');
    case 'Running':
      return checkRunning(pod);
    case 'Pending':
      return checkPending(pod);
    case '':
      return inProgress('Pod phase not available');
    default:
      return { ok: false, why: `unknown phase ${phase}` };
  }
}

function checkRunning({ object, conditions }: Subject): Kstatus {
  if (conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) return current('Pod is Ready');
  const statuses = valueAt(object, 'status', 'containerStatuses') ?? [];
  if (!Array.isArray(statuses)) return { ok: false, why: 'status.containerStatuses is no list' };
  const looping = statuses
    .filter(isJsonObject)
    .filter((container) => textAt(container, 'state.waiting.reason') === 'CrashLoopBackOff')
    .map((container) => textAt(container, 'name'))
    .filter((name) => name !== '');
  if (looping.length > 0) return failed(`Containers in CrashLoop state: ${looping.join(',')}`);
  return inProgress('Pod is running but is not Ready');
}

function checkPending({ object, conditions, nowMs }: Subject): Kstatus {
  const scheduled = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (scheduled?.reason !== 'Unschedulable') return inProgress('Pod is in the Pending phase');
  const createdMs = Date.parse(textAt(object, 'metadata.creationTimestamp', '0001-01-01T00:00:00Z'));
  if (nowMs - SCHEDULE_WINDOW_MS < createdMs) return inProgress('Pod has not been scheduled');
  return failed('Pod could not be scheduled');
}
