import { z } from 'zod';

/** An address as a body has it: anything else than a text of sensible length counts as none. */
export const Address = z.string().min(1).max(2048).optional().catch(undefined);

/** The addresses that are there. */
export function addressesOf(...addresses: readonly (string | undefined)[]): string[] {
  return [...new Set(addresses.filter((address) => address !== undefined))];
}
