import { rootCertificates } from 'node:tls';
import { hostOf } from '#core/repositories/transport.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { HttpAnswer, HttpRequest, HttpTrouble, SendRequest } from '../http/send-request.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { transportOfUrl } from '../repository-url.ts';

export type LfsRequest = Pick<HttpRequest, 'method' | 'headers' | 'body' | 'maxBytes'> & { readonly url: URL };

interface ExchangeParts {
  /** In canonical form. */
  readonly address: RepositoryAddress;
  readonly send: SendRequest;
  /** Undefined: the repository's own host and no other. */
  readonly hosts: OutsideHosts | undefined;
  /** By the clock of `performance.now()`. */
  readonly endsAtMs: number;
  readonly signal: AbortSignal;
}

type Route = Pick<HttpRequest, 'access' | 'judge'>;

/**
 * Requests of one reading. The repository's own host is reached as git reaches it. Every other one was named by a server: it is judged,
 * has to show a certificate that the world trusts or the repository does, and is shown no certificate of ours.
 */
export class LfsExchange {
  readonly #parts: ExchangeParts;
  readonly #ownOrigin: string;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#ownOrigin = originOf(parts.address.url);
  }

  /** Any status is an answer, a redirect too; a failure names the host and no header. */
  async send(request: LfsRequest): Promise<Result<HttpAnswer, GitTrouble>> {
    const { send, endsAtMs, signal } = this.#parts;
    const route = await this.#routeTo(request.url);
    if (!route.ok) return route;
    const deadlineMs = Math.max(1, Math.round(endsAtMs - performance.now()));
    const { url, ...rest } = request;
    const answer = await send({ ...rest, ...route.value, url: url.href, deadlineMs, signal });
    return answer.ok ? answer : fail(explain(answer.failure, request));
  }

  async #routeTo(url: URL): Promise<Result<Route, GitTrouble>> {
    const { address, hosts, signal } = this.#parts;
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      return refuse(`its Git LFS names an address that begins with ${url.protocol} instead of https:`);
    if (url.username !== '' || url.password !== '') return refuse('its Git LFS names an address with a login in it');
    if (url.origin === this.#ownOrigin) return succeed({ access: address });
    if (hosts === undefined) return refuse(`its Git LFS leads to another host, ${url.host}`);
    const judged = hosts.checkUrl(url.href);
    if (!judged.ok) return refuse(`its Git LFS leads to another host: ${judged.failure.message}`);
    const ca = address.ca && [...rootCertificates, address.ca].join('\n');
    if (address.proxy !== undefined) return succeed({ access: { ca, proxy: address.proxy }, judge: hosts });
    const proxy = await hosts.proxyFor(judged.value, signal);
    if (proxy.ok) return succeed({ access: { ca, proxy: { url: proxy.value ?? '', noProxy: '' } }, judge: hosts });
    const why = `its Git LFS leads to another host: ${proxy.failure.message}`;
    return proxy.failure.kind === 'unreachable' ? fail({ kind: 'unreachable', why }) : refuse(why);
  }
}

/** Where a repository's Git LFS is at home. Of an ssh address, the same host by https. */
function originOf(url: string): string {
  return transportOfUrl(url) === 'ssh' ? `https://${hostOf(url)}` : new URL(url).origin;
}

function explain(trouble: HttpTrouble, { url, maxBytes }: LfsRequest): GitTrouble {
  if (trouble.kind === 'too-large')
    return { kind: 'refused', why: `its Git LFS at ${url.host} sends more than ${maxBytes} bytes` };
  const remedy =
    trouble.kind === 'refused'
      ? ': the platform team must allow this host (NABE_OUTSIDE_HOSTS), or the server name another'
      : '';
  return { kind: trouble.kind, why: `its Git LFS at ${url.host} ${trouble.why}${remedy}` };
}

function refuse(why: string): Result<never, GitTrouble> {
  return fail({ kind: 'refused', why });
}
