import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import type { Result } from '#core/model/result.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';

/** What one source has become. */
export type RenderedSource = Result<readonly PlacedManifest[], RenderFailure>;
