import type { ApplicationName, Sightings, SyncQueue, Urgency } from '#flows/ports/sync-queue.port.ts';

export interface FakeRequest extends ApplicationName {
  readonly urgency: Urgency;
  readonly sightings?: Sightings | undefined;
}

/** Remembers what was asked for; sightings are merged and handed out once, as by Redis. */
export class FakeSyncQueue implements SyncQueue {
  readonly requests: FakeRequest[] = [];
  private readonly sightings = new Map<
    string,
    Map<string, Sightings extends ReadonlyMap<string, infer V> ? V : never>
  >();

  async request(application: ApplicationName, urgency: Urgency, sightings?: Sightings): Promise<void> {
    this.requests.push({ ...application, urgency, ...(sightings !== undefined && { sightings }) });
    if (sightings !== undefined) this.sight(application, sightings);
  }

  sight({ namespace, name }: ApplicationName, sightings: Sightings): void {
    const key = `${namespace}/${name}`;
    this.sightings.set(key, new Map([...(this.sightings.get(key) ?? []), ...sightings]));
  }

  async takeSightings({ namespace, name }: ApplicationName): Promise<Sightings> {
    const key = `${namespace}/${name}`;
    const taken = this.sightings.get(key) ?? new Map();
    this.sightings.delete(key);
    return taken;
  }
}
