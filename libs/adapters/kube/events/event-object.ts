import { NABE_API_VERSION } from '#core/resources/metadata.ts';
import type { Occurrence } from '#core/occurrences/occurrence.ts';
import type { EventSubject } from '#flows/ports/event-recorder.port.ts';

/** One event as it is stored: how often it happened, and when. */
export interface EventRecord {
  readonly name: string;
  readonly subject: EventSubject;
  readonly occurrence: Occurrence;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** hub or worker. */
  readonly component: string;
  /** Name of the replica. */
  readonly instance: string;
}

/** Longest message that Kubernetes itself writes. */
const LONGEST_MESSAGE = 1024;

/** A core/v1 Event: `kubectl describe` and `kubectl get events` read these. */
export function eventObject(record: EventRecord): object {
  const { name, subject, occurrence, count, firstMs, lastMs, component, instance } = record;
  const { kind, namespace, uid } = subject;
  const { type, reason, message } = occurrence;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { namespace, name },
    involvedObject: { apiVersion: NABE_API_VERSION, kind, namespace, name: subject.name, uid },
    type,
    reason,
    message: message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message,
    count,
    firstTimestamp: wholeSeconds(firstMs),
    lastTimestamp: wholeSeconds(lastMs),
    source: { component: `nabe-${component}`, host: instance },
    reportingComponent: `nabe-${component}`,
    reportingInstance: instance,
  };
}

/** The API's Time. */
function wholeSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
