import { EnvHttpProxyAgent, request as sendWith } from 'undici';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';

/** Proxies of the process, where a repository names none of its own. */
export interface PackageProxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

export interface PackageRequest {
  readonly url: URL;
  /** Whom to trust and through which proxy. Its credentials are sent by whoever asks, as headers. */
  readonly address: RepositoryAddress;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the `authorization` header goes along to another host that answers are redirected to. */
  readonly passCredentials: boolean;
  /** A longer answer is broken off. Unit: bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface PackageAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The body, in the order in which it came; see {@link wholeBody}. */
  readonly pieces: readonly Buffer[];
  /** Where the answer came from in the end. */
  readonly url: URL;
}

/** From the first request to the end of the last answer. Unit: milliseconds. */
const defaultDeadlineMs = 60_000;
const mostRedirects = 5;

/** Sends GET requests for packages: with a deadline, a limit on what is taken in, and credentials for their own host only. */
export class PackageHttp {
  readonly #proxies: PackageProxies;
  readonly #deadlineMs: number;

  constructor(proxies: PackageProxies, deadlineMs = defaultDeadlineMs) {
    this.#proxies = proxies;
    this.#deadlineMs = deadlineMs;
  }

  /** Follows redirects. Any status is an answer; a failure names the host and never a header. */
  async get(request: PackageRequest): Promise<Result<PackageAnswer, GitFailure>> {
    const agent = this.#openAgent(request.address);
    const deadline = AbortSignal.timeout(this.#deadlineMs);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal]);
    let { url, headers } = request;
    try {
      for (let hop = 0; hop <= mostRedirects; hop += 1) {
        const answer = await sendOnce(url, headers, { agent, signal, maxBytes: request.maxBytes });
        if (!answer.ok) return answer;
        const next = redirectOf(answer.value);
        if (next === undefined) return answer;
        if (url.protocol === 'https:' && next.protocol !== 'https:')
          return fail({ kind: 'refused', message: `${url.host} redirects to an address without https` });
        if (next.host !== url.host && !request.passCredentials) headers = withoutCredentials(headers);
        url = next;
      }
      return fail({ kind: 'unreachable', message: `${request.url.host} redirects in a circle` });
    } catch (error) {
      return fail(explain(error, url.host, deadline.aborted));
    } finally {
      await agent.destroy();
    }
  }

  #openAgent({ ca, clientCertificate, isInsecure, proxy }: RepositoryAddress): EnvHttpProxyAgent {
    const tls = {
      ...(ca === undefined ? {} : { ca }),
      ...(clientCertificate === undefined ? {} : { cert: clientCertificate.certificate, key: clientCertificate.key }),
      rejectUnauthorized: isInsecure !== true,
    };
    const own = proxy && { httpProxy: proxy.url, httpsProxy: proxy.url, noProxy: proxy.noProxy };
    return new EnvHttpProxyAgent({ ...(own ?? this.#proxies), connect: tls, requestTls: tls });
  }
}

interface Sending {
  readonly agent: EnvHttpProxyAgent;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

async function sendOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { agent, signal, maxBytes }: Sending,
): Promise<Result<PackageAnswer, GitFailure>> {
  const answer = await sendWith(url, { method: 'GET', headers, dispatcher: agent, signal });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    if (!Buffer.isBuffer(chunk)) throw new Error('an answer came as text');
    bytes += chunk.length;
    if (bytes > maxBytes)
      return fail({ kind: 'refused', message: `${url.host} sends more than ${maxBytes} bytes for ${url.pathname}` });
    chunks.push(chunk);
  }
  const received = Object.entries(answer.headers).map(
    ([name, value]) => [name, [value ?? []].flat().join(', ')] as const,
  );
  return succeed({ status: answer.statusCode, headers: new Map(received), pieces: chunks, url });
}

function redirectOf({ status, headers, url }: PackageAnswer): URL | undefined {
  const location = headers.get('location');
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  return URL.parse(location, url.href) ?? undefined;
}

function withoutCredentials({ authorization: _, ...others }: Readonly<Record<string, string>>): Record<string, string> {
  return others;
}

function explain(error: unknown, host: string, isLate: boolean): GitFailure {
  if (isLate) return { kind: 'unreachable', message: `${host} did not finish its answer in time` };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL/.test(code))
    return { kind: 'untrusted', message: `${host} has a TLS certificate that is not trusted` };
  return { kind: 'unreachable', message: `${host} takes no connection or broke it off` };
}
