import { isIP, type LookupFunction } from 'node:net';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { ADDRESS_REFUSED, guardedLookup, type Resolve } from './guarded-lookup.ts';
import { checkUrl, type HostPolicy, isListed, mayConnectTo, refuse } from './host-policy.ts';
import { readNoProxy } from './no-proxy.ts';

/** The proxy through which this process reaches the internet. */
export interface ProxySettings {
  /** Of https requests: `http://[USER:PASSWORD@]HOST:PORT`. Shown nowhere. */
  readonly url: string;
  /** As in NO_PROXY, see {@link readNoProxy}. */
  readonly exceptions: string;
}

interface HostGuardOptions {
  readonly policy: HostPolicy;
  readonly proxy?: ProxySettings | undefined;
  readonly resolve?: Resolve | undefined;
}

/** The host policy for clients of any protocol: whoever starts them hands it to them. All its judgements are needed. */
export class HostGuard {
  /** For direct connections: judges what the name resolves to. */
  readonly lookup: LookupFunction;
  /** Code of the error that a connection fails with when `lookup` refuses. */
  readonly refusalCode = ADDRESS_REFUSED;
  readonly #policy: HostPolicy;
  readonly #proxyOf: (url: URL) => string | undefined;

  constructor({ policy, proxy, resolve }: HostGuardOptions) {
    this.#policy = policy;
    this.lookup = guardedLookup((hostname, address) => mayConnectTo(policy, hostname, address), resolve);
    const isDirect = readNoProxy(proxy?.exceptions ?? '');
    this.#proxyOf = (url) => (url.protocol === 'http:' || isDirect(url) ? undefined : proxy?.url);
  }

  /** For each request: judges the text of its address. */
  checkUrl(text: string): Result<URL, ScmFailure> {
    return checkUrl(this.#policy, text);
  }

  /**
   * For each request: the proxy to take, or undefined. A proxy looks the name up where nobody judges it, so the name is looked up and
   * judged here as for a direct connection; one that only the proxy could look up has to be listed.
   */
  async proxyFor(url: URL, signal: AbortSignal): Promise<Result<string | undefined, ScmFailure>> {
    const proxy = this.#proxyOf(url);
    const isJudged = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 || isListed(this.#policy, url);
    if (proxy === undefined || isJudged) return succeed(proxy);
    const code = await this.#lookUp(url.hostname, signal);
    if (code === undefined) return succeed(proxy);
    if (code === ADDRESS_REFUSED) return refuse(url.host, 'resolves to an address that is not public');
    if (code === 'ENOTFOUND') return refuse(url.host, 'is a name that only the proxy could look up');
    return fail({ kind: 'unreachable', message: `the name of ${url.host} cannot be looked up (${code})` });
  }

  /** The code of the error; undefined when all of the name's addresses may be connected to. */
  async #lookUp(hostname: string, signal: AbortSignal): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    const stop = (): void => resolve('no answer in time');
    signal.addEventListener('abort', stop, { once: true });
    this.lookup(hostname, { all: true }, (error) => resolve(error === null ? undefined : (error.code ?? 'unknown')));
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
