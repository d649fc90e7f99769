import { generateKeyPairSync } from 'node:crypto';

export interface AgeKey {
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** `age1…` */
  readonly recipient: string;
}

/** A new key as age-keygen makes it: X25519 in Bech32. Source: the age specification (age-encryption.org/v1). */
export function makeAgeKey(): AgeKey {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  // Both encodings end with the 32 bytes of the key.
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
  const open = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { identity: bech32('age-secret-key-', secret).toUpperCase(), recipient: bech32('age', open) };
}

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Bech32 without its limit on length. Source: BIP 173. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const data = inFives(bytes);
  const codes = Array.from(Buffer.from(prefix));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = polymod([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
  return `${prefix}1${[...data, ...check].map((value) => ALPHABET[value]).join('')}`;
}

/** Groups of five bits, the last one filled up with zeros. */
function inFives(bytes: Uint8Array): number[] {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, '0'), 2));
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATORS.entries()) if ((top >> bit) & 1) sum ^= generator;
  }
  return sum;
}
