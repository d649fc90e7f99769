import { hash } from 'node:crypto';

/** Half of a SHA-256 in hex: 128 bits, enough to tell texts apart and short enough for a status with many objects. */
export function digest(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32);
}
