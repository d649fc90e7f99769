/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  #bytes = Buffer.allocUnsafe(4096);
  #next = 0;

  /** Where it has come to in its text. */
  get position(): number {
    return this.#next;
  }

  /** Goes on in another text. */
  open(text: string, position: number): void {
    if (this.#bytes.length < text.length || this.#bytes.length > LARGEST_KEPT) {
      this.#bytes = Buffer.allocUnsafe(Math.max(4096, text.length));
    }
    this.#bytes.write(text, 0, 'latin1');
    this.#next = position;
  }

  byte(): number {
    return this.#bytes[this.#next++] ?? 0;
  }

  count(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }

  double(): number {
    this.#next += 8;
    return this.#bytes.readDoubleLE(this.#next - 8);
  }

  seconds(): number {
    this.#next += 4;
    return this.#bytes.readUInt32LE(this.#next - 4);
  }

  hex(bytes: number): string {
    this.#next += bytes;
    return this.#bytes.toString('hex', this.#next - bytes, this.#next);
  }

  text(encoding: 'utf8' | 'utf16le'): string {
    const size = this.count();
    this.#next += size;
    return this.#bytes.toString(encoding, this.#next - size, this.#next);
  }
}

const LARGEST_KEPT = 1024 * 1024;
