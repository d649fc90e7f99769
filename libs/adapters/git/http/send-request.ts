import type { LookupFunction } from 'node:net';
import { EnvHttpProxyAgent, request as sendWith } from 'undici';
import type { RepositoryAccess } from '#core/repositories/repository-access.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Whom to trust, which certificate to show, through which proxy. */
  readonly access: RepositoryAccess;
  /** Judges what names resolve to; for hosts that somebody else has named. */
  readonly judge?: Pick<OutsideHosts, 'lookup' | 'refusalCode'> | undefined;
  /** From start to end. Unit: milliseconds. */
  readonly deadlineMs: number;
  /** A longer answer is broken off. Unit: bytes. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Where a redirect leads, as the server wrote it. */
  readonly location?: string | undefined;
}

/** Why there is no answer; the words end a sentence about the server. */
export type HttpTrouble =
  | { readonly kind: 'unreachable' | 'untrusted' | 'refused'; readonly why: string }
  | { readonly kind: 'too-large' };

/** Sends one request; redirects are answers like others. */
export type SendRequest = (request: HttpRequest) => Promise<Result<HttpAnswer, HttpTrouble>>;

/** Proxies of the process: {@link HttpRequest.access} may name another. */
export interface ProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/** Sends requests over connections of their own: they are few, and no two share trust or certificates. */
export function requestSender(proxies: ProxySettings): SendRequest {
  return async ({ method, url, headers, body, access, judge, deadlineMs, maxBytes, signal }) => {
    const agent = openAgent(access, proxies, judge?.lookup);
    const deadline = AbortSignal.timeout(deadlineMs);
    const ended = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
    try {
      const answer = await sendWith(url, { method, headers, body: body ?? null, dispatcher: agent, signal: ended });
      const content = await collect(answer.body, maxBytes);
      if (content === undefined) return fail({ kind: 'too-large' });
      const { location } = answer.headers;
      return succeed({ status: answer.statusCode, body: content, location: [location].flat()[0] });
    } catch (error) {
      return fail(explain(error, deadline.aborted, judge?.refusalCode));
    } finally {
      await agent.destroy();
    }
  };
}

function openAgent(
  { ca, clientCertificate, isInsecure, proxy }: RepositoryAccess,
  proxies: ProxySettings,
  lookup: LookupFunction | undefined,
) {
  const tls = {
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate === undefined ? {} : { cert: clientCertificate.certificate, key: clientCertificate.key }),
    rejectUnauthorized: isInsecure !== true,
  };
  // Proxies of either name are told host names, not addresses: undici knows one name.
  const url = proxy?.url.replace(/^socks5h:/i, 'socks5:');
  const chosen = url === undefined ? proxies : { httpProxy: url, httpsProxy: url, noProxy: proxy?.noProxy ?? '' };
  return new EnvHttpProxyAgent({ ...chosen, connect: lookup ? { ...tls, lookup } : tls, requestTls: tls });
}

async function collect(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function explain(error: unknown, isLate: boolean, refusalCode: string | undefined): HttpTrouble {
  if (isLate) return { kind: 'unreachable', why: 'did not finish its answer in time' };
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code !== '' && code === refusalCode) return { kind: 'refused', why: 'resolves to an address that is not public' };
  if (/CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL/.test(code))
    return { kind: 'untrusted', why: 'has a TLS certificate that is not trusted' };
  return { kind: 'unreachable', why: 'takes no connection or broke it off' };
}
