import type { Manifest } from '#core/model/objects/manifest.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';

/** Where a wave may be written; the first wins. Helm's weight counts as a wave, as it does in Argo CD. */
const waveAnnotations = ['argocd.argoproj.io/sync-wave', 'helm.sh/hook-weight'] as const;

/**
 * The sync wave a manifest asks for: an integer, negative ones allowed, 0 when it says nothing.
 * Fails with a sentence when an annotation holds anything else; Argo CD passes over it silently.
 */
export function readWave(manifest: Manifest): Result<number, string> {
  for (const annotation of waveAnnotations) {
    const text = annotationOf(manifest, annotation);
    if (text === undefined) continue;
    const wave = parseInteger(text);
    if (wave === undefined)
      return fail(`annotation ${annotation} must be an integer, such as "-1" or "5", not ${JSON.stringify(text)}`);
    return succeed(wave);
  }
  return succeed(0);
}

/** As {@link readWave} for manifests that have been checked: unreadable annotations are passed over, as Argo CD does. */
export function waveOf(manifest: Manifest): number {
  for (const annotation of waveAnnotations) {
    const wave = parseInteger(annotationOf(manifest, annotation) ?? '');
    if (wave !== undefined) return wave;
  }
  return 0;
}

function annotationOf(manifest: Manifest, annotation: string): string | undefined {
  return manifest.metadata.annotations?.[annotation];
}

function parseInteger(text: string): number | undefined {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  // `+ 0` turns -0 into 0.
  return Number.isSafeInteger(number) ? number + 0 : undefined;
}
