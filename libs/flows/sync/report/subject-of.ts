import type { Application } from '#core/resources/application.ts';
import type { EventSubject } from '../../ports/event-recorder.port.ts';

/** An Application as the subject of events. */
export function subjectOf({ metadata: { namespace, name, uid } }: Application): EventSubject {
  return { kind: 'Application', namespace, name, uid };
}
