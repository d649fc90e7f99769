const FIRST_SIZE = 4096;
/** Numbers up to here are written with shifts, larger ones with divisions. */
const SHIFTABLE = 0x7fff_ffff;

/** Writes small numbers and texts one after the other. Used again and again, so that packing makes no garbage. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(FIRST_SIZE);
  #length = 0;

  byte(value: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0, seven bits in each byte. */
  count(value: number): void {
    this.#makeRoom(8);
    let rest = value;
    for (; rest > SHIFTABLE; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) | 128;
    for (; rest > 127; rest >>>= 7) this.#bytes[this.#length++] = (rest & 127) | 128;
    this.#bytes[this.#length++] = rest;
  }

  double(value: number): void {
    this.#makeRoom(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  seconds(value: number): void {
    this.#makeRoom(4);
    this.#length = this.#bytes.writeUInt32LE(value, this.#length);
  }

  /** The bytes that hex digits mean, without their number. */
  hex(digits: string): void {
    this.#makeRoom(digits.length / 2);
    this.#length += this.#bytes.write(digits, this.#length, 'hex');
  }

  /** The number of bytes, then the bytes. */
  text(value: string, encoding: 'utf8' | 'utf16le'): void {
    const size = Buffer.byteLength(value, encoding);
    this.count(size);
    this.#makeRoom(size);
    this.#length += this.#bytes.write(value, this.#length, encoding);
  }

  /** What was written since the last call, a character for each byte: V8 keeps such a text without anything around it. */
  take(): string {
    const text = this.#bytes.toString('latin1', 0, this.#length);
    this.#length = 0;
    if (this.#bytes.length > LARGEST_KEPT) this.#bytes = Buffer.allocUnsafe(FIRST_SIZE);
    return text;
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const LARGEST_KEPT = 1024 * 1024;
