import type { ApplicationSource } from '#core/resources/application.ts';

/** Raised whenever the same files would render to other manifests than before. */
const rendererVersion = 1;

/** Answers a digest of a text, in hex or any other form that is equal for equal texts only. */
export type DigestText = (text: string) => string;

/** All that the rendered manifests of a directory source depend on. The commit is not among it. */
export interface RenderInputs {
  /** Of {@link SelectedSource}. */
  readonly treeId: string;
  /** Cleaned: manifests carry paths in their places. */
  readonly path: string;
  readonly directory: ApplicationSource['directory'];
}

/** Digest of what is read: equal for all targets that render the same files, so that a thousand of them render once. */
export function digestRenderInputs({ treeId, path, directory = {} }: RenderInputs, digest: DigestText): string {
  const { recurse = false, include = '', exclude = '' } = directory;
  return digest(JSON.stringify(['render', rendererVersion, treeId, path, recurse, include, exclude]));
}

/** What one Application adds: with it, the digest is equal exactly when nothing it wants can have changed. */
export interface TargetInputs {
  /** Answer of {@link digestRenderInputs}. */
  readonly renderDigest: string;
  readonly cluster: string;
  readonly namespace: string;
}

export function digestTargetInputs({ renderDigest, cluster, namespace }: TargetInputs, digest: DigestText): string {
  return digest(JSON.stringify(['target', rendererVersion, renderDigest, cluster, namespace]));
}
