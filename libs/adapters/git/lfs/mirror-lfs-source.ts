import { join } from 'node:path';
import type { LfsFile } from '#core/lfs/find-excess.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, LfsSource, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { Admission } from '../admission.ts';
import { describeTrouble } from '../describe-trouble.ts';
import type { GitClient } from '../git-client.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';
import type { SendRequest } from '../http/send-request.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { WorkUnderWay } from '../process/work-under-way.ts';
import type { RepositoryCopies } from '../repository-copies.ts';
import { fetchFiles, type LfsContents } from './fetch-files.ts';
import { findEndpoint } from './find-endpoint.ts';
import { LfsExchange } from './lfs-exchange.ts';
import { LfsStore } from './lfs-store.ts';

interface LfsParts {
  readonly client: GitClient;
  readonly copies: RepositoryCopies;
  readonly admission: Admission;
  readonly send: SendRequest;
  /** Undefined: no other host than the repository's own is asked. */
  readonly hosts: OutsideHosts | undefined;
  readonly cacheFolder: string;
}

/** Git LFS of the repositories that have a mirror: with the credentials that git shows, and what was fetched once stays on disk. */
export class MirrorLfsSource implements LfsSource {
  readonly #parts: LfsParts;
  readonly #stores = new Map<string, LfsStore>();
  readonly #work = new WorkUnderWay();

  constructor(parts: LfsParts) {
    this.#parts = parts;
  }

  async readFiles(
    repository: RepositoryAddress,
    files: readonly LfsFile[],
    signal?: AbortSignal,
  ): Promise<Result<LfsContents, GitFailure>> {
    const { copies, admission } = this.#parts;
    const opened = copies.open(
      repository,
      files.map(({ oid }) => oid),
    );
    if (!opened.ok) return opened;
    const proven = await admission.prove(opened.value, signal);
    if (!proven.ok) return proven;
    const { address } = opened.value;
    const store = this.#storeOf(opened.value.copies.name);
    const wanted = byPath(files);
    const { contents, missing } = await readKnown(store, wanted);
    if (missing.length === 0) return succeed(contents);
    const read = await this.#work.note(store.inTurn(() => this.#complete(address, store, wanted, signal)));
    // Git may let in whom its Git LFS turns away, so the proof of that stays.
    return read.ok ? read : fail(describeTrouble(address, read.failure));
  }

  /** Breaks off what is fetched and waits for it. */
  close(): Promise<void> {
    return this.#work.end();
  }

  /** What is missing by now is fetched; what came stays, also when the rest failed. */
  async #complete(
    address: RepositoryAddress,
    store: LfsStore,
    files: readonly LfsFile[],
    given?: AbortSignal,
  ): Promise<Result<LfsContents, GitTrouble>> {
    const { client, send, hosts } = this.#parts;
    const { contents, missing } = await readKnown(store, files);
    if (missing.length === 0) return succeed(contents);
    const signal = this.#work.until(given);
    const endsAtMs = performance.now() + client.limits.lfsDeadlineMs;
    const endpoint = await findEndpoint(client, address, signal);
    if (!endpoint.ok) return endpoint;
    const exchange = new LfsExchange({ address, send, hosts, endsAtMs, signal });
    const keep = ({ oid }: LfsFile, content: Uint8Array) => store.set(oid, content);
    const fetched = await fetchFiles(exchange, endpoint.value, missing, keep, signal);
    await store.makeRoom();
    if (!fetched.ok && fetched.failure.kind === 'unauthorized') client.logins.forget(address);
    return fetched.ok ? succeed(new Map([...contents, ...fetched.value])) : fetched;
  }

  #storeOf(name: string): LfsStore {
    const { cacheFolder, client } = this.#parts;
    const store = this.#stores.get(name) ?? new LfsStore(join(cacheFolder, 'lfs', name), client.limits.lfsStoreBytes);
    this.#stores.set(name, store);
    return store;
  }
}

/** Each content once, in an order that messages can rely on. */
function byPath(files: readonly LfsFile[]): LfsFile[] {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return [...new Map(sorted.toReversed().map((file) => [file.oid, file])).values()].toReversed();
}

async function readKnown(
  store: LfsStore,
  files: readonly LfsFile[],
): Promise<{ readonly contents: LfsContents; readonly missing: readonly LfsFile[] }> {
  const contents = new Map<string, Uint8Array>();
  for (const file of files) {
    const content = await store.get(file);
    if (content !== undefined) contents.set(file.oid, content);
  }
  return { contents, missing: files.filter(({ oid }) => !contents.has(oid)) };
}
