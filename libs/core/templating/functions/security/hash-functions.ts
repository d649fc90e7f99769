import type { HashName } from '../../template-environment.ts';
import { toBytes } from '../../values/text-bytes.ts';
import { fixed, type TemplateFunction } from '../template-function.ts';

/** sprig's checksums, as hexadecimal digits; adler32sum as a decimal number. */
export const hashFunctions: Readonly<Record<string, TemplateFunction>> = {
  sha1sum: hashing('sha1'),
  sha256sum: hashing('sha256'),
  sha512sum: hashing('sha512'),
  adler32sum: fixed(['string'], (text) => String(adler32(toBytes(text)))),
};

function hashing(name: HashName): TemplateFunction {
  return fixed(['string'], function (text) {
    const digest = this.environment.hash(name, toBytes(text));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}

/** RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}
