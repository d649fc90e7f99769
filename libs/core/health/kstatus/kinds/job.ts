import { current, failed, inProgress, type Kstatus, type Subject } from '../kstatus.ts';
import { numberAt, textAt } from '../read-fields.ts';

/** A Job that runs is current: kstatus waits for objects to be taken up, not for their work. */
export function checkJob({ object, conditions }: Subject): Kstatus {
  const completions = numberAt(object, 'spec.completions', numberAt(object, 'spec.parallelism', 1));
  const succeeded = numberAt(object, 'status.succeeded', 0);
  const failures = numberAt(object, 'status.failed', 0);
  const ended = conditions.find(({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'));
  if (ended?.type === 'Complete') return current(`Job Completed. succeeded: ${succeeded}/${completions}`);
  if (ended) return failed(`Job Failed. failed: ${failures}/${completions}`);
  if (textAt(object, 'status.startTime') === '') return inProgress('Job not started');
  const active = numberAt(object, 'status.active', 0);
  return current(`Job in progress. success:${succeeded}, active: ${active}, failed: ${failures}`);
}
