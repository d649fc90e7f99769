import { isAtLeast } from '#core/model/objects/resource-version.ts';
import type { ApplicationName, SeenVersions } from '#flows/ports/sync-queue.port.ts';
import { applicationId } from '../jobs/jobs.ts';

/** What a worker sends when a sync has ended, on the channel that wakes the dispatcher: `namespace/name version`, see {@link LastWrites}. */
export function lastWriteMessage(application: ApplicationName, version: string): string {
  return `${applicationId(application)} ${version}`;
}

/** More than what workers can have written before the hub's watch tells of it. */
const LARGEST = 1_000;

/**
 * The versions in which workers have left Applications, as long as the hub may not have seen them: the next sync of one, by another
 * worker, has to see at least that. A message that is lost does no harm: what is written from an older state is refused.
 */
export class LastWrites {
  private readonly versions = new Map<string, string>();

  /** Other messages are none of its business. */
  note(message: string): void {
    const [id = '', version = ''] = message.split(' ');
    if (version === '') return;
    this.versions.delete(id);
    this.versions.set(id, version);
    const [oldest] = this.versions.keys();
    if (this.versions.size > LARGEST && oldest !== undefined) this.versions.delete(oldest);
  }

  /** What the next sync of this Application has to have seen, from what the hub has. */
  raise(seen: SeenVersions, application: ApplicationName): SeenVersions {
    const id = applicationId(application);
    const written = this.versions.get(id);
    if (written === undefined) return seen;
    if (!isAtLeast(seen.application, written)) return { ...seen, application: written };
    this.versions.delete(id);
    return seen;
  }
}
