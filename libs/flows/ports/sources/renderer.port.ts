import type { DecryptionKeys } from '#core/decryption/decryption-keys.ts';
import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import type { Result } from '#core/model/result.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import type { GitFailure, RepositoryAddress } from './git-source.port.ts';

/** Why there is nothing to apply, by what happens next. Nothing may be deleted for any of these. */
export type RenderFailure =
  | GitFailure
  /** The source or its files have to change; stays so for this commit. Names file and line. */
  | { readonly kind: 'invalid'; readonly message: string }
  /** Something is encrypted, and the tenant's keys do not open it. */
  | {
      readonly kind: 'undecryptable';
      readonly message: string;
      /** A service was asked that may only be away. */
      readonly mayPass?: true;
    }
  /** This worker cannot render the source, whatever it says: the platform team has to act. */
  | { readonly kind: 'unavailable'; readonly message: string };

/** Keys, and a digest of them: what was decrypted with others is never taken for the same. */
export interface KeyedDecryption {
  readonly keys: DecryptionKeys;
  readonly digest: string;
}

/** The commit of a submodule, which its repository's own mirror holds. */
export interface SubmoduleTree {
  /** Where it belongs in the source, also of one within another. */
  readonly path: string;
  readonly repository: RepositoryAddress;
  readonly commit: string;
}

export interface Submodules {
  readonly modules: readonly SubmoduleTree[];
  /** Why others stay empty, by path: the end of a sentence about the submodule. */
  readonly refusals: ReadonlyMap<string, string>;
}

/** One source of an Application, at the commit that its revision means, or the digest of its package. */
export interface RenderSource {
  readonly repository: RepositoryAddress;
  readonly commit: string;
  /** Undefined where its Repository does not ask for them: then they are empty folders. */
  readonly submodules?: Submodules | undefined;
  /** For what the repository holds encrypted; undefined where it names none. */
  readonly decryption?: KeyedDecryption | undefined;
  readonly source: ApplicationSource;
  /** False where only the value files of other sources read it. */
  readonly isRendered: boolean;
  /** How messages call it: `source`, or `sources[1]`. */
  readonly field: string;
}

/** What a chart may ask about the cluster that it is rendered for. */
export interface ClusterCapabilities {
  /** Such as `v1.36.3`; undefined while nobody has reached the cluster. */
  readonly kubeVersion: string | undefined;
  /** `v1`, `apps/v1` and `apps/v1/Deployment`, sorted. */
  readonly apiVersions: readonly string[];
}

export interface RenderRequest {
  /** At least one; of the same object from several, the last one's counts. */
  readonly sources: readonly RenderSource[];
  /** What charts of the sources depend on beyond them, pinned, by {@link dependencyId}; whatever is missing cannot be had. */
  readonly charts?: ReadonlyMap<string, RepositoryAddress> | undefined;
  /** Name of the Application. */
  readonly application: string;
  /** Of the destination; '' when the Application gives none. */
  readonly namespace: string;
  readonly tenant: string;
  /** Asked only by Helm charts; those that name their own version and API versions do without. */
  readonly capabilities?: ClusterCapabilities | undefined;
}

/**
 * What the sources say, the same for all Applications that share them: namespaces are not settled yet and the objects carry no
 * marks (see core/manifests/settle-manifests). Shared and cached: treat as frozen.
 */
export interface Rendering {
  /** In the order of the sources; in each, of file paths or as its renderer prints, then as written. */
  readonly manifests: readonly PlacedManifest[];
  /** Equal for equal inputs, whatever the commit. */
  readonly inputsDigest: string;
  /** Some of it was encrypted: nothing of it may be quoted, such as in messages of the API server. */
  readonly isConfidential: boolean;
}

export interface Renderer {
  render(request: RenderRequest, signal?: AbortSignal): Promise<Result<Rendering, RenderFailure>>;
}
