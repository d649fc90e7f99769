import type { ManifestProblem, PlacedManifest } from './placed-manifest.ts';

const hookAnnotations = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

/**
 * Finds objects that are meant to run at a moment of the sync, not to stay. This version does not run hooks, and applying
 * one as an ordinary object would run, say, a database migration at the wrong time.
 */
export function rejectHooks(manifests: readonly PlacedManifest[]): ManifestProblem[] {
  return manifests.flatMap(({ manifest, file, line }) => {
    const annotation = hookAnnotations.find((name) => Object.hasOwn(manifest.metadata.annotations ?? {}, name));
    if (annotation === undefined) return [];
    const object = `${manifest.kind} ${manifest.metadata.name}`;
    return [
      {
        file,
        line,
        message: `${object} is a hook (${annotation}), and this version does not run hooks: remove it from this path`,
      },
    ];
  });
}
