import type { LookupFunction } from 'node:net';
import type { Result } from '#core/model/result.ts';

/** Which hosts beside a repository's own may be asked. Its server names them, so without this it could lead us into the own network. */
export interface OtherHosts {
  /** Judges an address by its text. */
  checkUrl(text: string): Result<URL, { readonly kind: string; readonly message: string }>;
  /** Resolves names for connections; fails with `refusalCode` when a name leads to an address that may not be asked. */
  readonly lookup: LookupFunction;
  readonly refusalCode: string;
  /** The proxy to take, or undefined; judges names that the proxy would look up. Kind `unreachable` where that cannot be found out. */
  proxyFor(
    url: URL,
    signal: AbortSignal,
  ): Promise<Result<string | undefined, { readonly kind: string; readonly message: string }>>;
}
