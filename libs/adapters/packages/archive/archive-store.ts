import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageArchive } from './package-archive.ts';

/** Unit: bytes. */
const defaultBytes = 1_000_000_000;
const sumLength = 32;

/**
 * Archives on disk, so that what was fetched stays readable while its server is away, also for the next process. A key tells
 * repository, login and digest: nobody is given what the server gave to another login. Those used longest ago are removed.
 */
export class ArchiveStore {
  readonly #folder: string;
  readonly #mostBytes: number;

  constructor(folder: string, mostBytes = defaultBytes) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Undefined for what is not there, or is damaged. */
  async get(key: string): Promise<PackageArchive | undefined> {
    const path = this.#pathOf(key);
    const stored = await readFile(path).catch(() => undefined);
    if (stored === undefined) return undefined;
    const content = stored.subarray(sumLength + 1);
    if (!sha256(content).equals(stored.subarray(0, sumLength))) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return { content, isChart: stored[sumLength] === 1 };
  }

  /** A disk that takes nothing costs another download, no more. */
  async set(key: string, { content, isChart }: PackageArchive): Promise<void> {
    const partial = join(this.#folder, `${randomUUID()}.partial`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(partial, Buffer.concat([sha256(content), Buffer.from([isChart ? 1 : 0]), content]), {
        mode: 0o600,
      });
      await rename(partial, this.#pathOf(key));
      await this.#makeRoom();
    } catch {
      await rm(partial, { force: true }).catch(() => undefined);
    }
  }

  async #makeRoom(): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(
      names.map(async (name) => ({ name, ...(await ageAndSize(join(this.#folder, name))) })),
    );
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (bytes <= this.#mostBytes) return;
      await rm(join(this.#folder, name), { force: true });
      bytes -= size;
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, sha256(key).toString('hex'));
  }
}

async function ageAndSize(path: string): Promise<{ readonly usedMs: number; readonly size: number }> {
  const { mtimeMs: usedMs, size } = await stat(path);
  return { usedMs, size };
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
