import type { Fact } from '#core/generators/facts.ts';
import type { PluginRequest } from '#core/generators/facts/object-facts.ts';
import type { JsonObject } from '#core/model/json.ts';
import { fail, type Result } from '#core/model/result.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { PluginService } from '../../ports/generators/plugin.port.ts';
import type { TenantValues } from './tenant-values.ts';

/** Argo CD's default. Unit: seconds. */
const DEFAULT_TIMEOUT = 30;

/** Answers of plugins, whose address and token a ConfigMap of the tenant names (`baseUrl`, `token: $SECRET:KEY`, `requestTimeout`). */
export class PluginAnswers {
  private readonly set: string;
  private readonly values: TenantValues;
  private readonly plugins: PluginService;

  constructor(set: string, values: TenantValues, plugins: PluginService) {
    this.set = set;
    this.values = values;
    this.plugins = plugins;
  }

  async parameters(
    { configMap, parameters }: PluginRequest,
    signal: AbortSignal,
  ): Promise<Fact<readonly JsonObject[]>> {
    const data = await this.values.configMap(configMap);
    if (!data.ok) return incomplete(data.failure);
    const { baseUrl, token: reference = '', requestTimeout } = data.value ?? {};
    if (baseUrl === undefined || baseUrl === '')
      return incomplete(`ConfigMap ${configMap} lacks the key baseUrl; add it.`);
    const token = await this.readToken(configMap, reference);
    if (!token.ok) return incomplete(token.failure);
    const timeoutMs = (Number(requestTimeout) || DEFAULT_TIMEOUT) * 1000;
    const request = { configMap, baseUrl, token: token.value, setName: this.set, parameters, timeoutMs };
    const answer = await this.plugins.readParameters(request, signal);
    return answer.ok ? { complete: true, value: answer.value } : incomplete(answer.failure.message);
  }

  /** A ConfigMap is no place for a token itself. */
  private async readToken(configMap: string, reference: string): Promise<Result<string, string>> {
    const [, secretName, key] = /^\$([^:]+):(.+)$/.exec(reference) ?? [];
    if (secretName !== undefined && key !== undefined) return this.values.secretKey({ secretName, key });
    return fail(`The token of ConfigMap ${configMap} has to name a Secret and its key, as in $my-plugin:token.`);
  }
}

function incomplete(message: string): { readonly complete: false; readonly message: string } {
  return { complete: false, message: asSentence(message) };
}
