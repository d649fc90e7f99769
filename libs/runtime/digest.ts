import { createHash } from 'node:crypto';

/** Half of a SHA-256 in hex: 128 bits, enough to tell texts apart and short enough for a status with many objects. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
