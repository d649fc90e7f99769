import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { canonicalAddress, describeTrouble, findStrangeId } from './describe-trouble.ts';
import type { GitClient } from './git-client.ts';
import { History } from './mirror/history.ts';
import { Mirror } from './mirror/mirror.ts';

/** The local copies of a repository. */
interface Copies {
  /** Tells the repository and the way to it from all others; a name for files. */
  readonly name: string;
  readonly mirror: Mirror;
  readonly history: History;
  /** Ids of annotated tags by ref, as they were listed last. */
  tagObjects: ReadonlyMap<string, string>;
}

/** A repository that may be asked now. */
export interface OpenedRepository {
  readonly address: RepositoryAddress;
  readonly copies: Copies;
}

/** One set of copies for each repository, shared by all tenants who go the same way to it. */
export class RepositoryCopies {
  readonly #client: GitClient;
  readonly #cacheFolder: string;
  readonly #copies = new Map<string, Copies>();
  /** Every Application asks for the address of its Repository, which is the same object each time. */
  readonly #opened = new WeakMap<RepositoryAddress, Result<OpenedRepository, GitFailure>>();
  #isClosed = false;

  constructor(client: GitClient, cacheFolder: string) {
    this.#client = client;
    this.#cacheFolder = cacheFolder;
  }

  /** `ids` are those of objects that it will be asked for. Fails for what is no address or id, and once this is closed. */
  open(repository: RepositoryAddress, ids: readonly string[] = []): Result<OpenedRepository, GitFailure> {
    const opened = this.#opened.get(repository) ?? this.#openAnew(repository);
    if (!opened.ok) return opened;
    if (this.#isClosed)
      return fail(describeTrouble(opened.value.address, { kind: 'unreachable', why: 'this process is ending' }));
    const strange = findStrangeId(ids);
    return strange === undefined ? opened : fail(strange);
  }

  /** Ends what git does for them and the readers of all mirrors. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
    await Promise.all([...this.#copies.values()].map(({ mirror }) => mirror.close()));
  }

  #openAnew(repository: RepositoryAddress): Result<OpenedRepository, GitFailure> {
    const address = canonicalAddress(repository);
    const opened = address.ok ? succeed({ address: address.value, copies: this.#copiesOf(address.value) }) : address;
    this.#opened.set(repository, opened);
    return opened;
  }

  #copiesOf(address: RepositoryAddress): Copies {
    const name = nameOf(address);
    const known = this.#copies.get(name);
    if (known !== undefined) return known;
    const copies = {
      name,
      mirror: new Mirror(this.#client, join(this.#cacheFolder, 'mirrors', name)),
      history: new History(this.#client, join(this.#cacheFolder, 'histories', name)),
      tagObjects: new Map<string, string>(),
    };
    this.#copies.set(name, copies);
    return copies;
  }
}

/**
 * Who decides on the way to a repository decides who answers there: a proxy or certificate of one's own could let anybody in, so
 * copies are shared only by those who go the same way.
 */
function nameOf({ url, ca, knownHosts, isInsecure, proxy }: RepositoryAddress): string {
  const way = JSON.stringify([url, ca, knownHosts, isInsecure, proxy?.url, proxy?.noProxy]);
  return createHash('sha256').update(way).digest('hex').slice(0, 32);
}
