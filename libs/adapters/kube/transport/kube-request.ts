import type { JsonObject } from '#core/model/json.ts';
import type { Result } from '#core/model/result.ts';

export interface KubeRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute path below the server's address, query included. */
  readonly path: string;
  /** One of {@link MEDIA}; plain JSON when absent. */
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: string;
  /** User name to act as, such as `system:serviceaccount:nabe-tenants:red`. The API server adds a ServiceAccount's groups by itself. */
  readonly impersonate?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** From the call to the last byte of the answer, the wait for a free place included. Default 30 s. */
  readonly deadlineMs?: number;
}

/** A 2xx answer. */
export interface KubeAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** Anything but a 2xx answer. */
export interface RequestFailure {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Kubernetes' reason (`Conflict`, `NotFound`) or, without an answer, a code such as `ECONNREFUSED`, `deadline` or `aborted`. */
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly FailureCause[];
  readonly retryAfterMs?: number;
}

/** One entry of `status.details.causes`. */
export interface FailureCause {
  readonly reason: string;
  readonly field: string;
  readonly message: string;
}

/** Sends one request with the rights of whoever made the function. */
export type SendRequest = (request: KubeRequest) => Promise<Result<KubeAnswer, RequestFailure>>;

const METADATA = 'g=meta.k8s.io;v=v1';

/** Content types of the Kubernetes API. The metadata forms leave spec and status on the server. */
export const MEDIA = {
  json: 'application/json',
  metadata: `application/json;as=PartialObjectMetadata;${METADATA}`,
  metadataList: `application/json;as=PartialObjectMetadataList;${METADATA}`,
  discovery: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  /** Server-side apply. JSON is YAML, so bodies are JSON. */
  apply: 'application/apply-patch+yaml',
  jsonPatch: 'application/json-patch+json',
  mergePatch: 'application/merge-patch+json',
} as const;
