import { toBytes } from '../../values/text-bytes.ts';
import type { CallContext } from '../template-function.ts';

/** Shapes of passwords by type; each letter names a class of characters (the Master Password algorithm, version 0). */
const shapes: Readonly<Record<string, readonly string[]>> = {
  maximum: ['anoxxxxxxxxxxxxxxxxx', 'axxxxxxxxxxxxxxxxxno'],
  long: (
    'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
    'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
    'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno'
  ).split(' '),
  medium: ['CvcnoCvc', 'CvcCvcno'],
  short: ['Cvcn'],
  basic: ['aaanaaan', 'aannaaan', 'aaannaaa'],
  pin: ['nnnn'],
};

const consonants = 'BCDFGHJKLMNPQRSTVWXYZ';
const letters = `AEIOUaeiou${consonants}${consonants.toLowerCase()}`;

const classes: Readonly<Record<string, string>> = {
  V: 'AEIOU',
  C: consonants,
  v: 'aeiou',
  c: consonants.toLowerCase(),
  A: `AEIOU${consonants}`,
  a: letters,
  n: '0123456789',
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: `${letters}0123456789!@#$%^&*()`,
};

const seedText = 'com.lyndir.masterpassword';

export interface PasswordRequest {
  readonly counter: bigint;
  readonly type: string;
  readonly password: string;
  readonly user: string;
  readonly site: string;
}

/** The same password for the same request, always. An unknown type gives a sentence instead, as in sprig. */
export function derivePassword({ environment }: CallContext, request: PasswordRequest): string {
  const { counter, type, password, user, site } = request;
  const choices = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (choices === undefined) return `cannot find password template ${type}`;
  const key = environment.scrypt(toBytes(password), joined(toBytes(seedText), measured(user)));
  const seed = environment.hmacSha256(key, joined(toBytes(seedText), measured(site), bigEndian(Number(counter))));
  const shape = choices[(seed[0] ?? 0) % choices.length] ?? '';
  return Array.from(shape, (letter, index) => {
    const choice = classes[letter] ?? '';
    return choice.charAt((seed[index + 1] ?? 0) % choice.length);
  }).join('');
}

/** The length in four bytes, then the text. */
function measured(text: string): Uint8Array {
  const bytes = toBytes(text);
  return joined(bigEndian(bytes.length), bytes);
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
