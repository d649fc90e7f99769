import { listBriefly } from '#core/model/text/list-briefly.ts';
import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import type { ApplicationSpec } from '#core/resources/application.ts';
import { readApplicationOptions, readObjectOptions } from './read-options.ts';

/** A sentence that names the options nobody reads, where they stand and who must act; undefined when there are none. */
export function describeUnknownOptions(
  spec: Pick<ApplicationSpec, 'syncPolicy'>,
  manifests: readonly Manifest[],
): string | undefined {
  const ofApplication = readApplicationOptions(spec).unknown.map((text) => `${text} in spec.syncPolicy.syncOptions`);
  const ofObjects = manifests.flatMap((manifest) =>
    readObjectOptions(manifest).unknown.map((text) => `${text} of ${describeObjectKey(objectKeyOf(manifest))}`),
  );
  const places = [...ofApplication, ...ofObjects].toSorted();
  if (places.length === 0) return undefined;
  return `Sync options without effect, because unknown or in the wrong place: ${listBriefly(places, ', ')}. Correct them in git.`;
}
