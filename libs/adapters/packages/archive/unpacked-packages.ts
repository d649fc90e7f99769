import type { Result } from '#core/model/result.ts';
import type { GitFailure } from '#flows/ports/sources/git-source.port.ts';
import type { UnpackedPackage } from './unpack-archive.ts';

/** Room in memory: a few dozen charts of the usual size. Unit: bytes. */
const defaultBytes = 64_000_000;

type Opened = Result<UnpackedPackage, GitFailure>;

/** Packages that are read now, those used longest ago forgotten first. Each is unpacked once, whoever waits for it meanwhile. */
export class UnpackedPackages {
  readonly #kept = new Map<string, UnpackedPackage>();
  readonly #opening = new Map<string, Promise<Opened>>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes = defaultBytes) {
    this.#mostBytes = mostBytes;
  }

  async get(key: string, open: () => Promise<Opened>): Promise<Opened> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return { ok: true, value: kept };
    }
    const opening = this.#opening.get(key) ?? this.#open(key, open);
    this.#opening.set(key, opening);
    return await opening;
  }

  async #open(key: string, open: () => Promise<Opened>): Promise<Opened> {
    try {
      const opened = await open();
      if (opened.ok) this.#keep(key, opened.value);
      return opened;
    } finally {
      this.#opening.delete(key);
    }
  }

  /** The newest is kept, however large. */
  #keep(key: string, unpacked: UnpackedPackage): void {
    this.#kept.set(key, unpacked);
    this.#bytes += unpacked.bytes;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#mostBytes || oldest === key) return;
      this.#kept.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
