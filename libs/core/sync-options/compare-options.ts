import type { Manifest } from '#core/model/objects/manifest.ts';

const annotation = 'argocd.argoproj.io/compare-options';

/** Argo CD's compare option IgnoreExtraneous: what is left of the object without git leaves the Application synced. */
export function ignoresExtraneous({ metadata }: Manifest): boolean {
  const options = metadata.annotations?.[annotation];
  return options?.split(',').some((option) => option.trim() === 'IgnoreExtraneous') ?? false;
}
