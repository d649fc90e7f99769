const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding (RFC 4648). */
export function bytesToBase64(bytes: Uint8Array): string {
  return encodeBits(bytes, 6, alphabet, 4);
}

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Standard base32 with padding (RFC 4648). */
export function bytesToBase32(bytes: Uint8Array): string {
  return encodeBits(bytes, 5, base32Alphabet, 8);
}

function encodeBits(bytes: Uint8Array, width: number, letters: string, group: number): string {
  const out: string[] = [];
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    count += 8;
    while (count >= width) {
      count -= width;
      out.push(letters.charAt((bits >> count) & (2 ** width - 1)));
    }
  }
  if (count > 0) out.push(letters.charAt((bits << (width - count)) & (2 ** width - 1)));
  return out.join('').padEnd(Math.ceil(out.length / group) * group, '=');
}

/** Reads base64; an error tells the offset of the first wrong byte, as Go's does. Line breaks are skipped. */
export function base64ToBytes(text: string): Uint8Array | { readonly badByteAt: number } {
  return decodeBits(text, 6, alphabet, 4, [2, 3]);
}

export function base32ToBytes(text: string): Uint8Array | { readonly badByteAt: number } {
  return decodeBits(text, 5, base32Alphabet, 8, [2, 4, 5, 7]);
}

/** `ends`: how many letters may stand in a last, padded group. */
function decodeBits(
  text: string,
  width: number,
  letters: string,
  group: number,
  ends: readonly number[],
): Uint8Array | { readonly badByteAt: number } {
  const symbols = Array.from(text, (char, at) => ({ char, at })).filter(({ char }) => char !== '\n' && char !== '\r');
  const firstPad = symbols.findIndex(({ char }) => char === '=');
  const data = firstPad < 0 ? symbols : symbols.slice(0, firstPad);
  const wrong = data.find(({ char }) => !letters.includes(char));
  if (wrong !== undefined) return { badByteAt: wrong.at };
  const tail = data.length % group;
  const problem = paddingProblem(symbols.slice(data.length), tail, group, ends, text.length);
  if (problem !== undefined) return { badByteAt: problem };
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const { char } of data) {
    bits = ((bits << width) | letters.indexOf(char)) & 0xffff;
    count += width;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return Uint8Array.from(bytes);
}

function paddingProblem(
  padding: readonly { readonly char: string; readonly at: number }[],
  tail: number,
  group: number,
  ends: readonly number[],
  end: number,
): number | undefined {
  if (tail === 0) return padding[0]?.at;
  if (!ends.includes(tail)) return padding[0]?.at ?? end - tail;
  const wanted = group - tail;
  const wrong = padding.find(({ char }, index) => char !== '=' || index >= wanted);
  if (wrong !== undefined) return wrong.at;
  return padding.length < wanted ? (padding.length > 0 ? end : end - tail) : undefined;
}
