import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Application } from '#core/resources/application.ts';
import type { WantedApplication } from '../judge-application.ts';

/**
 * Metadata that an existing Application had when it was found to be the wanted one, by the wanted one's identity. Valid for one
 * version of the set. The API server counts `generation` up with every change of the spec, so the spec need not be compared again.
 */
export type ComparisonMemory = WeakMap<WantedApplication, Application['metadata']>;

export function isKnownAsEqual(
  wanted: WantedApplication,
  { metadata }: Application,
  memory: ComparisonMemory | undefined,
): boolean {
  const known = memory?.get(wanted);
  if (known === metadata) return true;
  return (
    known !== undefined &&
    known.uid === metadata.uid &&
    known.generation === metadata.generation &&
    known.deletionTimestamp === metadata.deletionTimestamp &&
    isDeepEqual(known.labels, metadata.labels) &&
    isDeepEqual(known.annotations, metadata.annotations) &&
    isDeepEqual(known.finalizers, metadata.finalizers)
  );
}
