import { request as sendRequest } from 'undici';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { ADDRESS_REFUSED } from '../hosts/guarded-lookup.ts';
import type { HostGuard } from '../hosts/host-guard.ts';
import { refuse } from '../hosts/host-policy.ts';
import type { ScmConnections, Trust } from './scm-connections.ts';
import type { ScmLimits } from './scm-limits.ts';
import type { ApiRequest } from './api-request.ts';

/** An answer with any status, read to its end. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends one request, with a deadline. Follows redirects as far as hosts are allowed; credentials go to the first host only. */
export class ScmExchange {
  readonly #connections: ScmConnections;
  readonly #guard: Pick<HostGuard, 'checkUrl' | 'proxyFor'>;
  readonly #limits: ScmLimits;

  constructor(connections: ScmConnections, guard: Pick<HostGuard, 'checkUrl' | 'proxyFor'>, limits: ScmLimits) {
    this.#connections = connections;
    this.#guard = guard;
    this.#limits = limits;
  }

  async send(request: ApiRequest, trust: Trust): Promise<Result<WireAnswer, ScmFailure>> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), this.#limits.requestDeadlineMs);
    try {
      return await this.#follow(request, trust, controller.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #follow(request: ApiRequest, trust: Trust, signal: AbortSignal): Promise<Result<WireAnswer, ScmFailure>> {
    let next = request;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const url = this.#guard.checkUrl(next.url);
      if (!url.ok) return url;
      const answer = await this.#exchange(next, url.value, trust, signal);
      if (!answer.ok || !isRedirect(answer.value.status)) return answer;
      const target = redirectTarget(url.value, answer.value);
      if (target === undefined || next.method === 'POST')
        return fail({ kind: 'invalid', message: `${url.value.host} redirects to another address` });
      if (url.value.protocol === 'https:' && target.protocol === 'http:')
        return refuse(target.host, `is where ${url.value.host} redirects to, without TLS`);
      next = { ...next, url: target.href, headers: target.origin === url.value.origin ? next.headers : plain(next) };
    }
    return fail({ kind: 'invalid', message: `it redirects more than ${MOST_REDIRECTS} times` });
  }

  async #exchange(
    request: ApiRequest,
    url: URL,
    trust: Trust,
    signal: AbortSignal,
  ): Promise<Result<WireAnswer, ScmFailure>> {
    const proxy = await this.#guard.proxyFor(url, signal);
    if (!proxy.ok) return proxy;
    try {
      const { statusCode, headers, body } = await sendRequest(url, {
        dispatcher: this.#connections.agentFor(trust, proxy.value),
        method: request.method ?? 'GET',
        headers: { 'user-agent': 'nabe', 'accept-encoding': 'identity', ...request.headers },
        body: request.body ?? null,
        headersTimeout: 0,
        bodyTimeout: 0,
        signal,
      });
      return succeed({ status: statusCode, headers, text: await body.text() });
    } catch (error) {
      return wireFailure(url.host, signal.aborted ? TOO_SLOW : codeOf(error), proxy.value !== undefined);
    }
  }
}

/** Puts a network error into words. Nothing of the request is named but its host. */
function wireFailure(host: string, code: string, isProxied: boolean): Result<never, ScmFailure> {
  if (code === ADDRESS_REFUSED) return refuse(host, 'resolves to an address that is not public');
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return fail({ kind: 'invalid', message: `an answer of ${host} is larger than allowed` });
  if (code === TOO_SLOW) return fail({ kind: 'unreachable', message: `${host} did not answer in time` });
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
    return fail({ kind: 'unreachable', message: `an answer of ${host} broke off` });
  if (isProxied && code === 'UND_ERR_ABORTED')
    return fail({ kind: 'unreachable', message: `the proxy refuses to connect to ${host}` });
  // The error may be that of the proxy, whose address may hold a password.
  const how = isProxied ? 'reached through the proxy' : 'reached';
  return fail({ kind: 'unreachable', message: `${host} cannot be ${how} (${code})` });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function redirectTarget(from: URL, { headers: { location } }: WireAnswer): URL | undefined {
  return typeof location === 'string' && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}

/** The headers that say nothing about who asks. */
function plain({ headers }: ApiRequest): Record<string, string> {
  const { accept } = headers;
  return accept === undefined ? {} : { accept };
}

const TOO_SLOW = 'deadline';
const MOST_REDIRECTS = 3;
