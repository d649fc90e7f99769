import type { PushAnnouncements } from '#flows/ports/sources/push-announcements.port.ts';

/** Announcements that arrive at once. */
export class FakePushAnnouncements implements PushAnnouncements {
  readonly announced: string[] = [];
  private readonly listeners = new Set<(repository: string) => void>();

  announce(repository: string): void {
    this.announced.push(repository);
    for (const listener of this.listeners) listener(repository);
  }

  follow(listener: (repository: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
