import { z } from 'zod';

/** Headers that a server wants to see with another request. */
export const LfsHeaders = z.record(z.string(), z.string()).nullish();

/** They belong to the connection, or would turn a request into another one. */
const ours = /^(?:host|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*)$/;
const mostHeaders = 50;

/** Of the headers that a server asks for, those it may choose; names in lower case. */
export function cleanHeaders(given: z.infer<typeof LfsHeaders>): Record<string, string> {
  const named = Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const sound = named.filter(
    ([name, value]) => /^[a-z0-9-]{1,100}$/.test(name) && !ours.test(name) && /^[\t\x20-\x7e]{0,8000}$/.test(value),
  );
  return Object.fromEntries(sound.slice(0, mostHeaders));
}
