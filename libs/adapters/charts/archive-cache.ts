import type { ChartArchive } from '#flows/ports/chart-source.port.ts';

/** Room for archives in memory: a few hundred of the usual size. Unit: bytes. */
const defaultBytes = 64_000_000;

/** Archives that were checked already, those used longest ago forgotten first. Keys tell repository, login and digest. */
export class ArchiveCache {
  readonly #archives = new Map<string, ChartArchive>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes = defaultBytes) {
    this.#mostBytes = mostBytes;
  }

  get(key: string): ChartArchive | undefined {
    const found = this.#archives.get(key);
    if (found === undefined) return undefined;
    this.#archives.delete(key);
    this.#archives.set(key, found);
    return found;
  }

  set(key: string, archive: ChartArchive): void {
    if (this.#archives.has(key)) return;
    this.#archives.set(key, archive);
    this.#bytes += archive.content.length;
    for (const [oldest, { content }] of this.#archives) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#archives.delete(oldest);
      this.#bytes -= content.length;
    }
  }
}
