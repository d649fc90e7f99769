/** Raised whenever the same files would render to other manifests than before. */
const rendererVersion = 2;

/** Answers a digest of a text, in hex or any other form that is equal for equal texts only. */
export type DigestText = (text: string) => string;

/** All that the rendered manifests of one source depend on. The commit is not among it. */
export interface RenderInputs {
  /** Answer of planIdentity. */
  readonly plan: string;
  /** What renders it, by content; '' for what this very program does. */
  readonly tool: string;
  /** What it may ask of the cluster; undefined where it asks nothing. */
  readonly cluster?: { readonly kubeVersion: string | undefined; readonly apiVersions: readonly string[] } | undefined;
  /** Digests of charts from outside of git. */
  readonly charts?: readonly string[];
  /** Digests of the keys for what is encrypted, by source; '' for one without. */
  readonly keys?: readonly string[];
  /**
   * The tenant and the repositories whose Git LFS is read. A pointer tells its content apart from others, but whoever knows a sum can write
   * one: only those who may read the content may share what is rendered from it.
   */
  readonly lfs?: readonly string[];
}

/** Digest of what is read: equal for all targets that render the same files, so that a thousand of them render once. */
export function digestRenderInputs(
  { plan, tool, cluster, charts = [], keys = [], lfs = [] }: RenderInputs,
  digest: DigestText,
): string {
  const { kubeVersion = '', apiVersions = [] } = cluster ?? {};
  return digest(
    JSON.stringify(['render', rendererVersion, plan, tool, kubeVersion, apiVersions, charts, keys, ...lfs]),
  );
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
