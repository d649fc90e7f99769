import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent, request as sendRequest } from 'undici';
import type { JsonObject } from '#core/model/json.ts';
import { fail, type Result } from '#core/model/result.ts';
import type { PluginFailure, PluginParametersRequest, PluginService } from '#flows/ports/generators/plugin.port.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';
import { type PluginRequest, pluginRequest, refusal } from './plugin-request.ts';
import { readPluginAnswer } from './read-plugin-answer.ts';
import { wireFailure } from './wire-failure.ts';

type Answer = Result<readonly JsonObject[], PluginFailure>;

/**
 * Plugins by HTTP, as Argo CD asks them: POST `{baseUrl}/api/v1/getparams.execute`. Redirects are not followed, since the token is
 * for one address. Each question has its own connection: they are minutes apart, and tenants share nothing this way.
 */
export class HttpPluginService implements PluginService {
  readonly #hosts: OutsideHosts;
  readonly #agents = new Set<Dispatcher>();

  constructor({ hosts }: { readonly hosts: OutsideHosts }) {
    this.#hosts = hosts;
  }

  async readParameters(question: PluginParametersRequest, signal?: AbortSignal): Promise<Answer> {
    const request = pluginRequest(question, this.#hosts);
    const answer = request.ok ? await this.#ask(request.value, question, signal) : request;
    if (answer.ok) return answer;
    const { kind, message } = answer.failure;
    return fail({ kind, message: `The plugin of ConfigMap ${question.configMap} ${message}.` });
  }

  /** Questions under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.#agents].map(async (agent) => agent.destroy()));
  }

  async #ask(
    request: PluginRequest,
    { timeoutMs, caData }: PluginParametersRequest,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), deadlineMs(timeoutMs));
    const stop = signal ? AbortSignal.any([deadline.signal, signal]) : deadline.signal;
    let agent: Dispatcher | undefined;
    try {
      const proxy = await this.#hosts.proxyFor(request.url, stop);
      if (!proxy.ok) return fail(refusal(proxy.failure));
      agent = this.#open(caData, proxy.value);
      return await exchange(request, agent, stop);
    } catch (error) {
      if (deadline.signal.aborted) return fail({ kind: 'unreachable', message: 'did not answer in time' });
      if (signal?.aborted) return fail({ kind: 'unreachable', message: 'was not waited for: the hub stopped asking' });
      return fail(wireFailure(request.url.host, error, this.#hosts.refusalCode));
    } finally {
      clearTimeout(timer);
      if (agent !== undefined) await this.#end(agent);
    }
  }

  #open(caData: string | undefined, proxy: string | undefined): Dispatcher {
    // The deadline of the question covers connecting.
    const tls = { timeout: 0, ...(caData === undefined ? {} : { ca: [...rootCertificates, caData] }) };
    const pool = { connections: 1, allowH2: false, maxResponseSize: ANSWER_BYTES };
    const agent =
      proxy === undefined
        ? new Agent({ ...pool, connect: { lookup: this.#hosts.lookup, ...tls } })
        : new ProxyAgent({ ...pool, uri: proxy, requestTls: tls, proxyTls: { timeout: 0 } });
    this.#agents.add(agent);
    return agent;
  }

  async #end(agent: Dispatcher): Promise<void> {
    this.#agents.delete(agent);
    await agent.destroy();
  }
}

async function exchange(
  { url, headers, body }: PluginRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Answer> {
  const timeouts = { headersTimeout: 0, bodyTimeout: 0 };
  const answer = await sendRequest(url, { dispatcher, method: 'POST', headers, body, ...timeouts, signal });
  return readPluginAnswer(answer.statusCode, await answer.body.text());
}

function deadlineMs(timeoutMs: number): number {
  return timeoutMs > 0 ? Math.min(timeoutMs, LONGEST_DEADLINE_MS) : DEFAULT_DEADLINE_MS;
}

/** Argo CD's default. */
const DEFAULT_DEADLINE_MS = 30_000;
/** Tenants choose the time; a plugin must not hold up the set for hours. */
const LONGEST_DEADLINE_MS = 300_000;
const ANSWER_BYTES = 4 * 1024 * 1024;
