import type { JsonObject } from '#core/model/json.ts';
import type { Result } from '#core/model/result.ts';

/** One question to a plugin. The token is shown nowhere. */
export interface PluginParametersRequest {
  /** Of the tenant, for messages. */
  readonly configMap: string;
  readonly baseUrl: string;
  readonly token: string;
  /** The ApplicationSet that asks. */
  readonly setName: string;
  readonly parameters: JsonObject;
  readonly timeoutMs: number;
  /** PEM of authorities trusted besides the usual ones. */
  readonly caData?: string | undefined;
}

/** Why there is no answer, by what happens next. `message` is one stable sentence, never with the token in it. */
export type PluginFailure =
  /** The platform team has to allow the host, or the ConfigMap has to name another one. */
  | { readonly kind: 'refused-host'; readonly message: string }
  | { readonly kind: 'unauthorized'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }
  /** The answer is not what Argo CD's plugins answer: the plugin has to change. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Plugins that generate parameter sets, by Argo CD's protocol. */
export interface PluginService {
  /** The parameter sets, in the plugin's order: all of them or a failure (law 3). */
  readParameters(
    request: PluginParametersRequest,
    signal?: AbortSignal,
  ): Promise<Result<readonly JsonObject[], PluginFailure>>;
}
