import type { LookupFunction } from 'node:net';
import type { Result } from '#core/model/result.ts';

/** Which hosts may be asked for tenants. They write the address, so without this they could reach the hub's network. */
export interface PluginHosts {
  /** Judges an address by its text. Every kind but `refused-host` means that it is no address of a plugin. */
  checkUrl(text: string): Result<URL, { readonly kind: string; readonly message: string }>;
  /** Resolves names for connections; fails with `refusalCode` when a name leads to an address that may not be asked. */
  readonly lookup: LookupFunction;
  readonly refusalCode: string;
  /** The proxy to take, or undefined; judges names that the proxy would look up. Kinds as above, and `unreachable`. */
  proxyFor(
    url: URL,
    signal: AbortSignal,
  ): Promise<Result<string | undefined, { readonly kind: string; readonly message: string }>>;
}
