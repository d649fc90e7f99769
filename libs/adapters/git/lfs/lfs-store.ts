import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LfsPointer } from '#core/lfs/lfs-pointer.ts';

/**
 * What Git LFS keeps for one repository, on disk under its sums. A store for each repository: a sum tells what is in a file to nobody who
 * only knows the sum. Files used longest ago are removed.
 */
export class LfsStore {
  readonly #folder: string;
  readonly #mostBytes: number;
  #lock: Promise<unknown> = Promise.resolve();

  constructor(folder: string, mostBytes: number) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** Undefined for what is not there, or is damaged. */
  async get({ oid, size }: LfsPointer): Promise<Uint8Array | undefined> {
    const path = join(this.#folder, oid);
    const content = await readFile(path).catch(() => undefined);
    if (content?.length !== size || createHash('sha256').update(content).digest('hex') !== oid) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return content;
  }

  /** A disk that takes nothing costs another download, no more. */
  async set(oid: string, content: Uint8Array): Promise<void> {
    const partial = join(this.#folder, `${randomUUID()}.partial`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(partial, content, { mode: 0o600 });
      await rename(partial, join(this.#folder, oid));
    } catch {
      await rm(partial, { force: true }).catch(() => undefined);
    }
  }

  async makeRoom(): Promise<void> {
    const files = await this.#list();
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (bytes <= this.#mostBytes) return;
      await rm(join(this.#folder, name), { force: true });
      bytes -= size;
    }
  }

  /** One piece of work after the other: who waits finds what was fetched meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lock.then(work);
    this.#lock = turn.catch(() => undefined);
    return turn;
  }

  async #list(): Promise<{ readonly name: string; readonly size: number; readonly usedMs: number }[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = names.map(async (name) => {
      const { size, mtimeMs: usedMs } = await stat(join(this.#folder, name));
      return { name, size, usedMs };
    });
    return Promise.all(found);
  }
}
