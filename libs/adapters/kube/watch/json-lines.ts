import { isJsonObject, type JsonObject } from '#core/model/json.ts';

/**
 * Splits a stream of bytes into JSON objects, one a line. A line is cut out of the bytes first and decoded once, so a
 * character that two chunks share is never broken.
 */
export class JsonLines {
  readonly #largestLineBytes: number;
  /** Of the line that has not ended yet. */
  #parts: Buffer[] = [];
  #size = 0;

  constructor(largestLineBytes: number = LARGEST_LINE_BYTES) {
    this.#largestLineBytes = largestLineBytes;
  }

  /** The lines that end in this chunk. Throws when one is not a JSON object or a line grows beyond the limit. */
  push(chunk: Buffer): JsonObject[] {
    const lines: JsonObject[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#parts.push(chunk.subarray(start, end));
      const line = parseLine(this.#parts);
      if (line !== undefined) lines.push(line);
      this.#parts = [];
      this.#size = 0;
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(start === 0 ? chunk : chunk.subarray(start));
    return lines;
  }

  /** Throws when the stream ended in the middle of a line. */
  end(): void {
    if (this.#size > 0) throw new Error('the stream ended in the middle of a line');
  }

  #keep(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#largestLineBytes)
      throw new Error(`a line of the stream is longer than ${this.#largestLineBytes} bytes`);
    this.#parts.push(part);
  }
}

function parseLine(parts: readonly Buffer[]): JsonObject | undefined {
  const [first] = parts;
  const text = (parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)).toString('utf8');
  if (text.trim() === '') return undefined;
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error('a line of the stream is not a JSON object');
  return value;
}

const NEWLINE = 0x0a;
/** etcd takes objects up to 1.5 MB; JSON of one with managedFields stays far below this. */
const LARGEST_LINE_BYTES = 16 * 1024 * 1024;
