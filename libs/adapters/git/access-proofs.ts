import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';

const keyBytes = 32;

/**
 * Remembers which credentials a repository's server has accepted. A mirror is shared by everyone who names its address, so
 * what it holds may be shown only to those whom the server itself let in: without this, naming another tenant's private
 * repository would be enough to read it. Kept beside the mirrors, so that a process that starts while a server is away can go on
 * with what it has; holds no credentials, only their keyed digests, as names of empty files.
 */
export class AccessProofs {
  readonly #folder: string;
  readonly #key: Buffer;
  readonly #proven: Set<string>;
  /** Asked for with every look at a repository. */
  readonly #digests = new WeakMap<RepositoryAddress, string>();

  private constructor(folder: string, key: Buffer, proven: readonly string[]) {
    this.#folder = folder;
    this.#key = key;
    this.#proven = new Set(proven);
  }

  /** Proofs of an earlier process in the same cache folder count. */
  static async open(cacheFolder: string): Promise<AccessProofs> {
    const folder = join(cacheFolder, 'proofs');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const keyFile = join(cacheFolder, 'proofs.key');
    const known = await readFile(keyFile).catch(() => undefined);
    if (known?.length === keyBytes) return new AccessProofs(folder, known, await readdir(folder));
    const key = randomBytes(keyBytes);
    await writeFile(keyFile, key, { mode: 0o600 });
    return new AccessProofs(folder, key, []);
  }

  has(address: RepositoryAddress): boolean {
    return this.#proven.has(this.#digest(address));
  }

  async add(address: RepositoryAddress): Promise<void> {
    const digest = this.#digest(address);
    if (this.#proven.has(digest)) return;
    this.#proven.add(digest);
    await writeFile(join(this.#folder, digest), '', { mode: 0o600 });
  }

  async revoke(address: RepositoryAddress): Promise<void> {
    const digest = this.#digest(address);
    this.#proven.delete(digest);
    await rm(join(this.#folder, digest), { force: true });
  }

  #digest(address: RepositoryAddress): string {
    const known = this.#digests.get(address);
    if (known !== undefined) return known;
    const digest = createHmac('sha256', this.#key).update(JSON.stringify(address)).digest('hex');
    this.#digests.set(address, digest);
    return digest;
  }
}
