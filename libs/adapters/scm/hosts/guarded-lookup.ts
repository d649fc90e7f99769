import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Code of the error that a connection fails with when its name resolves to a refused address. */
export const ADDRESS_REFUSED = 'NABE_ADDRESS_REFUSED';

/** What `node:dns` offers. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A name lookup for connections that fails when any of the name's addresses is refused. The connection uses the very addresses
 * that were judged, so a name cannot answer differently the second time.
 */
export function guardedLookup(
  mayConnect: (hostname: string, address: string) => boolean,
  resolve: Resolve = lookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return callback(error ?? named('ENOTFOUND'), []);
      if (!addresses.every(({ address }) => mayConnect(hostname, address))) return callback(named(ADDRESS_REFUSED), []);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function named(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
