import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import type { Result } from '#core/model/result.ts';
import type { ApplicationSource } from '#core/resources/application.ts';
import type { GitFailure, RepositoryAddress } from './git-source.port.ts';

/** Why there is nothing to apply, by what happens next. Nothing may be deleted for any of these. */
export type RenderFailure =
  | GitFailure
  /** The source or its files have to change; stays so for this commit. Names file and line. */
  | { readonly kind: 'invalid'; readonly message: string };

export interface RenderRequest {
  readonly repository: RepositoryAddress;
  readonly commit: string;
  readonly source: ApplicationSource;
}

/**
 * What a source says, the same for all Applications that share it: namespaces are not settled yet and the objects carry no
 * marks (see core/manifests/settle-manifests). Shared and cached: treat as frozen.
 */
export interface Rendering {
  /** In the order of file paths, then as written. */
  readonly manifests: readonly PlacedManifest[];
  /** Equal for equal inputs, whatever the commit. */
  readonly inputsDigest: string;
}

export interface Renderer {
  render(request: RenderRequest, signal?: AbortSignal): Promise<Result<Rendering, RenderFailure>>;
}
