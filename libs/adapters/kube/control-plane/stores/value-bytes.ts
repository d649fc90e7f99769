/** A value of a packed resource: the number of a shared text, or a text of its own. */
export type PackedValue = number | string;

const SHARED = 1;
const HEX = 2;
const UUID = 3;
const SHORT = 4;
const LONG = 5;
/** The same text as the value in this place. */
const EARLIER = 6;
const LAST_PLACE = 0xff;
const SHORTEST_HEX = 8;
const LONGEST_SHORT = 0xff;
const UUID_BYTES = 16;
const UUID_LETTERS = 36;
/** Nothing is written with more than five bytes beside the text itself. */
const MOST_BESIDE = 5;

/** Digests, commits and UIDs are most of what resources do not share, and half as long as bytes. */
const hex = /^(?:[0-9a-f]{2})+$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Writes values one after the other as bytes, each with what it is and how long, and a text that was there before as its place; answers one
 * character for each byte.
 */
export function encodeValues(values: readonly PackedValue[]): string {
  const longest = values.reduce<number>((sum, value) => sum + MOST_BESIDE + lengthOf(value), 0);
  const bytes = Buffer.allocUnsafe(longest);
  const places = new Map<string, number>();
  let end = 0;
  for (const [place, value] of values.entries()) {
    if (typeof value === 'number') {
      end = writeNumber(bytes, end, value);
      continue;
    }
    const earlier = places.get(value);
    end = earlier === undefined ? writeText(bytes, end, value) : writePlace(bytes, end, earlier);
    if (earlier === undefined && place <= LAST_PLACE) places.set(value, place);
  }
  return bytes.toString('latin1', 0, end);
}

/** What `encodeValues` wrote. */
export function decodeValues(encoded: string): PackedValue[] {
  const bytes = Buffer.from(encoded, 'latin1');
  const values: PackedValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, end } = readValue(bytes, at, values);
    values.push(value);
    at = end;
  }
  return values;
}

function lengthOf(value: PackedValue): number {
  return typeof value === 'number' ? 0 : Buffer.byteLength(value);
}

function writeNumber(bytes: Buffer, start: number, value: number): number {
  bytes[start] = SHARED;
  return bytes.writeUInt16LE(value, start + 1);
}

function writePlace(bytes: Buffer, start: number, place: number): number {
  bytes[start] = EARLIER;
  return bytes.writeUInt8(place, start + 1);
}

function writeText(bytes: Buffer, start: number, text: string): number {
  if (text.length === UUID_LETTERS && uuid.test(text)) {
    bytes[start] = UUID;
    return start + 1 + bytes.write(text.replaceAll('-', ''), start + 1, 'hex');
  }
  if (text.length >= SHORTEST_HEX && text.length <= 2 * LONGEST_SHORT && hex.test(text)) {
    bytes[start] = HEX;
    bytes[start + 1] = text.length / 2;
    return start + 2 + bytes.write(text, start + 2, 'hex');
  }
  const length = Buffer.byteLength(text);
  const isShort = length <= LONGEST_SHORT;
  bytes[start] = isShort ? SHORT : LONG;
  const textStart = isShort ? bytes.writeUInt8(length, start + 1) : bytes.writeUInt32LE(length, start + 1);
  return textStart + bytes.write(text, textStart, 'utf8');
}

function readValue(
  bytes: Buffer,
  at: number,
  earlier: readonly PackedValue[],
): { readonly value: PackedValue; readonly end: number } {
  const kind = bytes[at];
  if (kind === EARLIER) return { value: valueAt(earlier, bytes.readUInt8(at + 1)), end: at + 2 };
  if (kind === SHARED) return { value: bytes.readUInt16LE(at + 1), end: at + 3 };
  if (kind === UUID) return { value: readUuid(bytes, at + 1), end: at + 1 + UUID_BYTES };
  const [start, length] = kind === LONG ? [at + 5, bytes.readUInt32LE(at + 1)] : [at + 2, bytes.readUInt8(at + 1)];
  return { value: bytes.toString(kind === HEX ? 'hex' : 'utf8', start, start + length), end: start + length };
}

function valueAt(values: readonly PackedValue[], place: number): PackedValue {
  const value = values[place];
  if (value === undefined) throw new Error(`no value is in the place ${place}: the bytes are none of ours`);
  return value;
}

function readUuid(bytes: Buffer, at: number): string {
  const digits = bytes.toString('hex', at, at + UUID_BYTES);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
