import type { Occurrence } from '#core/occurrences/occurrence.ts';
import type { EventRecorder, EventSubject } from '#flows/ports/event-recorder.port.ts';

/** Keeps what was recorded. */
export class FakeEvents implements EventRecorder {
  private recorded: string[] = [];

  record({ name }: EventSubject, occurrences: readonly Occurrence[]): void {
    for (const { type, reason, message } of occurrences) this.recorded.push(`${name} ${type} ${reason}: ${message}`);
  }

  /** `web Warning Refused: …`, and forgets them. */
  take(): string[] {
    const taken = this.recorded;
    this.recorded = [];
    return taken;
  }
}
