import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import type { Result } from '#core/model/result.ts';
import type { RenderFailure } from '#flows/ports/sources/renderer.port.ts';

export interface RenderedManifests {
  readonly manifests: readonly PlacedManifest[];
  /** Made from something that was encrypted: nothing of it may be quoted. */
  readonly isConfidential: boolean;
}

/** What one source has become. */
export type RenderedSource = Result<RenderedManifests, RenderFailure>;
