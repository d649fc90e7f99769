import type { Application } from '#core/resources/application.ts';
import type { WantedApplication } from '../judge-application.ts';

/**
 * What an existing Application looked like when it was found to be the wanted one, by the wanted one's identity. Valid for one version of
 * the set.
 */
export class ComparisonMemory {
  private readonly looks = new WeakMap<WantedApplication, string>();

  isKnownAsEqual(wanted: WantedApplication, existing: Application): boolean {
    return this.looks.get(wanted) === lookOf(existing);
  }

  note(wanted: WantedApplication, existing: Application): void {
    this.looks.set(wanted, lookOf(existing));
  }
}

/** The API server counts `generation` up with every change of the spec, so the spec need not be compared again. One text takes less memory than the metadata. */
function lookOf({ metadata }: Application): string {
  const { uid, generation, deletionTimestamp, labels, annotations, finalizers } = metadata;
  return JSON.stringify([uid, generation, deletionTimestamp, labels, annotations, finalizers]);
}
