import { type BlowfishState, encryptBlock, expandKey, initialState } from './blowfish.ts';

/** Rounds are 2^cost; 10 is what sprig uses. */
const cost = 10;

const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A bcrypt hash (Provos and Mazières, 1999) of at most 72 bytes of password. The salt has 16 bytes. Node has no bcrypt of
 * its own. Takes about a tenth of a second.
 */
export function bcryptHash(password: Uint8Array, salt: Uint8Array): string {
  const state = scheduleKeys(keyWords(password), toWords(salt, 4));
  const text = toWords(new TextEncoder().encode('OrpheanBeholderScryDoubt'), 6);
  for (let at = 0; at < text.length; at += 2) {
    for (let round = 0; round < 64; round += 1) encryptBlock(state, text, at);
  }
  return `$2a$${String(cost).padStart(2, '0')}$${encode(salt)}${encode(toBytes(text).subarray(0, 23))}`;
}

function scheduleKeys(key: Int32Array, salt: Int32Array): BlowfishState {
  const state = initialState();
  const none = new Int32Array(0);
  const saltKey = Int32Array.from({ length: 18 }, (_, index) => salt[index % salt.length] ?? 0);
  expandKey(state, key, salt);
  for (let round = 0; round < 2 ** cost; round += 1) {
    expandKey(state, key, none);
    expandKey(state, saltKey, none);
  }
  return state;
}

/** The password with a zero byte behind it, repeated to 18 words. */
function keyWords(password: Uint8Array): Int32Array {
  const terminated = [...password, 0];
  return toWords(
    Uint8Array.from({ length: 72 }, (_, index) => terminated[index % terminated.length] ?? 0),
    18,
  );
}

function toWords(bytes: Uint8Array, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: count }, (_, index) => view.getInt32(index * 4));
}

function toBytes(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, index) => {
    view.setInt32(index * 4, word);
  });
  return bytes;
}

/** bcrypt's own base64: another alphabet, no padding. */
function encode(bytes: Uint8Array): string {
  const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const text = Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return Array.from(text, (char) => alphabet.charAt(standard.indexOf(char))).join('');
}
