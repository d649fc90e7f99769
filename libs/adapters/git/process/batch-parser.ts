/** One answer of `git cat-file --batch`. */
export type BatchAnswer =
  | { readonly kind: 'object'; readonly id: string; readonly type: string; readonly content: Uint8Array }
  | { readonly kind: 'too-large'; readonly id: string; readonly size: number }
  /** There is no such object; `id` is the name that was asked for. */
  | { readonly kind: 'missing'; readonly id: string };

interface OpenObject {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  /** Undefined when the object is too large to keep. */
  readonly content: Buffer | undefined;
  received: number;
}

const lineFeed = 10;
const longestHeader = 4096;

/**
 * Cuts the output of `git cat-file --batch` into answers, in the order of the questions: a header `<id> <type> <size>`, the
 * content, a line feed; or `<name> missing`. An object above `maxBytes` is read past, never held.
 */
export class BatchParser {
  readonly #maxBytes: number;
  #header: Buffer[] = [];
  #headerBytes = 0;
  #open: OpenObject | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes the next piece of output and answers what it completes. Throws when it is not what git prints. */
  push(chunk: Buffer): BatchAnswer[] {
    const answers: BatchAnswer[] = [];
    let at = 0;
    while (at < chunk.length) {
      at =
        this.#open === undefined
          ? this.#readHeader(chunk, at, answers)
          : this.#readContent(this.#open, chunk, at, answers);
    }
    return answers;
  }

  #readHeader(chunk: Buffer, from: number, answers: BatchAnswer[]): number {
    const end = chunk.indexOf(lineFeed, from);
    const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
    this.#headerBytes += piece.length;
    if (this.#headerBytes > longestHeader) throw new Error('git cat-file answered something else than an object');
    this.#header.push(Buffer.from(piece));
    if (end < 0) return chunk.length;
    const line = Buffer.concat(this.#header).toString('utf8');
    this.#header = [];
    this.#headerBytes = 0;
    this.#begin(line, answers);
    return end + 1;
  }

  #begin(line: string, answers: BatchAnswer[]): void {
    const [id = '', type = '', size] = line.split(' ');
    if (size === undefined && (type === 'missing' || type === 'ambiguous')) {
      answers.push({ kind: 'missing', id });
      return;
    }
    const bytes = Number(size);
    if (!Number.isSafeInteger(bytes)) throw new Error('git cat-file answered something else than an object');
    this.#open = {
      id,
      type,
      size: bytes,
      content: bytes > this.#maxBytes ? undefined : Buffer.alloc(bytes),
      received: 0,
    };
  }

  /** The content and the line feed behind it. */
  #readContent(open: OpenObject, chunk: Buffer, from: number, answers: BatchAnswer[]): number {
    const end = Math.min(chunk.length, from + open.size + 1 - open.received);
    open.content?.set(chunk.subarray(from, Math.min(end, from + open.size - open.received)), open.received);
    open.received += end - from;
    if (open.received > open.size) {
      const { id, type, size, content } = open;
      answers.push(content === undefined ? { kind: 'too-large', id, size } : { kind: 'object', id, type, content });
      this.#open = undefined;
    }
    return end;
  }
}
