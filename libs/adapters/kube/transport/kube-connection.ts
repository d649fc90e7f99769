import { Agent, type Dispatcher } from 'undici';
import { isJsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { afterNews } from '#flows/loops/after-news.ts';
import { type ConnectionSettings, identityHeaders } from './connection-settings.ts';
import { Cutoff } from '../pace/cutoff.ts';
import { InFlightLimit } from '../pace/in-flight-limit.ts';
import { exchange, type WholeAnswer } from './exchange.ts';
import { type KubeAnswer, type KubeRequest, MEDIA, type RequestFailure } from './kube-request.ts';
import { readStatusFailure, wireCode, wireFailure } from './request-failure.ts';

/** Requests under way, and how many there may be at present. */
export interface ConnectionPace {
  readonly inFlight: number;
  readonly limit: number;
}

/**
 * Requests to one API server: a small pool of kept-alive HTTP/1.1 connections (measured cheaper than HTTP/2 for short
 * requests), a deadline on each, no redirects, no retries (the caller knows what may be repeated).
 */
export class KubeConnection {
  readonly settings: ConnectionSettings;
  readonly #agent: Agent;
  readonly #origin: string;
  /** '' or `/some/path`, see `ConnectionSettings.server`. */
  readonly #pathPrefix: string;
  readonly #limit: InFlightLimit;

  constructor(settings: ConnectionSettings) {
    this.settings = settings;
    // What is no URL fails with each request, as every other server that cannot be reached.
    const { origin, pathname } = URL.parse(settings.server) ?? { origin: settings.server, pathname: '/' };
    this.#origin = origin;
    this.#pathPrefix = pathname === '/' ? '' : pathname;
    this.#limit = new InFlightLimit(settings.requestsInFlight);
    this.#agent = new Agent({
      connections: Math.min(settings.requestsInFlight, MOST_SOCKETS),
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: IDLE_SOCKET_MS,
      maxResponseSize: LARGEST_ANSWER_BYTES,
      connect: { ...settings.tls, timeout: CONNECT_DEADLINE_MS },
    });
  }

  /** Requests at once from now on, however many the server could bear. */
  allow(requestsInFlight: number): void {
    this.#limit.allow(requestsInFlight);
  }

  get pace(): ConnectionPace {
    return { inFlight: this.#limit.running, limit: this.#limit.limit };
  }

  async send(request: KubeRequest): Promise<Result<KubeAnswer, RequestFailure>> {
    const cutoff = new Cutoff();
    // What has come by then is read first, though it be late because the process stood still.
    const end = (): void => afterNews(() => cutoff.cut('deadline'));
    const timer = setTimeout(end, request.deadlineMs ?? DEFAULT_DEADLINE_MS);
    const callOff = (): void => cutoff.cut('aborted');
    if (request.signal?.aborted === true) callOff();
    request.signal?.addEventListener('abort', callOff, { once: true });
    try {
      if (!(await this.#limit.enter(cutoff))) return fail(wireFailure(cutoff.cause ?? 'aborted'));
      return await this.#sendWithin(request, cutoff);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', callOff);
    }
  }

  /** Lets requests under way come to their end (each has its deadline), then ends the pool. */
  async retire(): Promise<void> {
    await this.#agent.close();
    this.#limit.close();
  }

  /** Ends the pool; requests under way fail. */
  async close(): Promise<void> {
    this.#limit.close();
    await this.#agent.destroy();
  }

  /** With a place among the requests under way, which it leaves. */
  async #sendWithin(request: KubeRequest, cutoff: Cutoff): Promise<Result<KubeAnswer, RequestFailure>> {
    try {
      const headers = await this.#headers(request);
      const startedAt = performance.now();
      const answer = await exchange(this.#agent, this.#optionsOf(request, headers), cutoff);
      return this.#learn(readAnswer(answer), performance.now() - startedAt);
    } catch (error) {
      return fail(wireFailure(cutoff.cause ?? wireCode(error)));
    } finally {
      this.#limit.leave();
    }
  }

  #optionsOf(request: KubeRequest, headers: Record<string, string>): Dispatcher.DispatchOptions {
    return {
      origin: this.#origin,
      path: `${this.#pathPrefix}${request.path}`,
      method: request.method,
      headers,
      body: request.body ?? null,
      headersTimeout: 0,
      bodyTimeout: 0,
      // undici ends the connection after a DELETE that has a body, as all of ours have.
      reset: false,
    };
  }

  async #headers(request: KubeRequest): Promise<Record<string, string>> {
    return {
      ...(await identityHeaders(this.settings, request.impersonate)),
      accept: request.accept ?? MEDIA.json,
      'accept-encoding': 'identity',
      ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? MEDIA.json }),
    };
  }

  #learn(result: Result<KubeAnswer, RequestFailure>, latencyMs: number): Result<KubeAnswer, RequestFailure> {
    if (result.ok || result.failure.retryAfterMs === undefined) this.#limit.answered(latencyMs);
    else if (result.failure.status === 429 || result.failure.status === 503)
      this.#limit.pushedBack(result.failure.retryAfterMs);
    return result;
  }
}

function readAnswer({ status, retryAfter, text }: WholeAnswer): Result<KubeAnswer, RequestFailure> {
  if (status < 200 || status > 299) return fail(readStatusFailure(status, text, String(retryAfter ?? '') || undefined));
  const body: unknown = JSON.parse(text);
  return isJsonObject(body) ? succeed({ status, body }) : fail(wireFailure('invalid-json'));
}

/** An idle TLS socket costs about 50 KB, and more than this gives no more requests per second (performance.md §3). */
const MOST_SOCKETS = 16;
/** Shorter than the idle limits of common load balancers, so that we close first and never write into a dead connection. */
const IDLE_SOCKET_MS = 30_000;
const CONNECT_DEADLINE_MS = 5000;
const DEFAULT_DEADLINE_MS = 30_000;
/** A page of 500 objects of the largest size etcd takes would not fit; nothing reasonable comes near. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;
