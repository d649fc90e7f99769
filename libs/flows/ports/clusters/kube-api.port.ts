import type { JsonObject, JsonValue } from '#core/model/json.ts';

export type KubeMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface KubeAnswer {
  readonly status: number;
  /** The parsed body; null when it was empty or no JSON. */
  readonly body: JsonValue;
}

/**
 * One Kubernetes API server, spoken to with somebody's own rights: for set-up work outside the hot path. Every request has
 * a deadline. Any answer of the server is a value; a server that cannot be reached is a thrown Error whose message holds no
 * credentials.
 */
export interface KubeApi {
  /** `contentType` is `application/json` unless given. `path` starts with a slash and carries the query. */
  request(method: KubeMethod, path: string, body?: JsonObject, contentType?: string): Promise<KubeAnswer>;
}
