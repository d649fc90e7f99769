import { createHash } from 'node:crypto';

/** A digest as the adapters give the flows. */
export function testDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
