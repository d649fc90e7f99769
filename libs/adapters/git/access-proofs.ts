import { createHmac, randomBytes } from 'node:crypto';
import type { RepositoryAddress } from '#flows/ports/git-source.port.ts';

/**
 * Remembers which credentials a repository's server has accepted. A mirror is shared by everyone who names its address, so
 * what it holds may be shown only to those whom the server itself let in: without this, naming another tenant's private
 * repository would be enough to read it. Holds no credentials, only their keyed digests, for the life of the process.
 */
export class AccessProofs {
  readonly #key = randomBytes(32);
  readonly #proven = new Set<string>();

  has(address: RepositoryAddress): boolean {
    return this.#proven.has(this.#digest(address));
  }

  add(address: RepositoryAddress): void {
    this.#proven.add(this.#digest(address));
  }

  revoke(address: RepositoryAddress): void {
    this.#proven.delete(this.#digest(address));
  }

  #digest(address: RepositoryAddress): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(address)).digest('hex');
  }
}
