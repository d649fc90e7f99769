import type { Occurrence } from '#core/occurrences/occurrence.ts';

/** The resource that something happened to. */
export interface EventSubject {
  readonly kind: 'Application' | 'ApplicationSet';
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/**
 * Writes Kubernetes events. A hint for people and nothing more: it never fails, nobody waits for it, and where there are too many some are
 * left out. The status has the truth.
 */
export interface EventRecorder {
  record(subject: EventSubject, occurrences: readonly Occurrence[]): void;
}
