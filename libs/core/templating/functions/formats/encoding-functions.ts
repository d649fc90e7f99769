import { fromBytes, toBytes } from '../../values/text-bytes.ts';
import { fixed, type TemplateFunction } from '../template-function.ts';
import { base32ToBytes, base64ToBytes, bytesToBase32, bytesToBase64 } from './base64.ts';

type Decoded = ReturnType<typeof base64ToBytes>;

/** sprig's text encodings. A text that cannot be decoded gives the error as text, as in sprig. */
export const encodingFunctions: Readonly<Record<string, TemplateFunction>> = {
  b64enc: fixed(['string'], (text) => bytesToBase64(toBytes(text))),
  b64dec: fixed(['string'], (text) => decodedText(base64ToBytes(text), 'base64')),
  b32enc: fixed(['string'], (text) => bytesToBase32(toBytes(text))),
  b32dec: fixed(['string'], (text) => decodedText(base32ToBytes(text), 'base32')),
};

function decodedText(decoded: Decoded, encoding: string): string {
  return 'badByteAt' in decoded ? `illegal ${encoding} data at input byte ${decoded.badByteAt}` : fromBytes(decoded);
}
