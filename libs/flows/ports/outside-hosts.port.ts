import type { LookupFunction } from 'node:net';
import type { Result } from '#core/model/result.ts';

/**
 * Which hosts may be asked. Tenants write some addresses, and servers name others: without this they could lead us into the network that we
 * run in.
 */
export interface OutsideHosts {
  /** Judges an address by its text. Every kind but `refused-host` means that it is no address that can be asked at all. */
  checkUrl(text: string): Result<URL, { readonly kind: string; readonly message: string }>;
  /** Resolves names for connections; fails with `refusalCode` when a name leads to an address that may not be asked. */
  readonly lookup: LookupFunction;
  readonly refusalCode: string;
  /** The proxy to take, or undefined; judges names that the proxy would look up. Kinds as above, and `unreachable` where that cannot be found out. */
  proxyFor(
    url: URL,
    signal: AbortSignal,
  ): Promise<Result<string | undefined, { readonly kind: string; readonly message: string }>>;
}
