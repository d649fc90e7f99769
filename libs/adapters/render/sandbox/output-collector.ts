import type { Readable } from 'node:stream';

/** Gathers what a process prints, up to a limit; beyond it, `onFlood` is called once and the rest is dropped. */
export class OutputCollector {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #isFlooded = false;

  constructor(stream: Readable, maxBytes: number, onFlood: () => void) {
    stream.on('data', (chunk: Buffer) => {
      if (this.#isFlooded) return;
      this.#bytes += chunk.length;
      this.#chunks.push(chunk);
      if (this.#bytes <= maxBytes) return;
      this.#isFlooded = true;
      this.#chunks.length = 0;
      onFlood();
    });
  }

  get isFlooded(): boolean {
    return this.#isFlooded;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}
