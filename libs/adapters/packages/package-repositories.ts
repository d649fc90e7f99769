import { fail, type Result, succeed } from '#core/model/result.ts';
import type { PinnedPackage } from '#core/packages/pinned-package.ts';
import type { GitFailure, RepositoryAddress, TreeEntry } from '#flows/ports/sources/git-source.port.ts';
import type { ChartArchive, PackageAnswers, PackageSource } from '#flows/ports/sources/package-source.port.ts';
import { ArchiveStore } from './archive/archive-store.ts';
import type { PackageArchive } from './archive/package-archive.ts';
import {
  defaultUnpackLimits,
  unpackArchive,
  type UnpackedPackage,
  type UnpackLimits,
} from './archive/unpack-archive.ts';
import { UnpackedPackages } from './archive/unpacked-packages.ts';
import { HelmIndexes } from './helm/helm-indexes.ts';
import { HelmRepository } from './helm/helm-repository.ts';
import { IndexReader } from './helm/index-reader.ts';
import { OciRegistry } from './oci/oci-registry.ts';
import { credentialsHeader } from './transfer/credentials-header.ts';
import { PackageHttp, type PackageProxies } from './transfer/package-http.ts';

export interface PackageRepositoriesOptions {
  /** Where archives are kept. Made when it is wanted; for one process alone. */
  readonly cacheFolder: string;
  /** Of the process, where a repository names none of its own. */
  readonly proxies: PackageProxies;
  /** For one answer of a server. Unit: milliseconds. */
  readonly deadlineMs?: number;
  readonly limits?: Partial<UnpackLimits>;
}

/** Charts and artifacts, from Helm repositories or registries by the scheme of the address. */
export class PackageRepositories implements PackageSource {
  readonly #helm: HelmRepository;
  readonly #oci: OciRegistry;
  readonly #store: ArchiveStore;
  readonly #limits: UnpackLimits;
  readonly #unpacked = new UnpackedPackages();

  constructor({ cacheFolder, proxies, deadlineMs, limits }: PackageRepositoriesOptions) {
    const http = new PackageHttp(proxies, deadlineMs);
    this.#helm = new HelmRepository(http, new HelmIndexes(http, new IndexReader()));
    this.#oci = new OciRegistry(http);
    this.#store = new ArchiveStore(cacheFolder);
    this.#limits = { ...defaultUnpackLimits, ...limits };
  }

  resolve(
    repository: RepositoryAddress,
    revisions: ReadonlySet<string>,
    signal?: AbortSignal,
  ): Promise<Result<PackageAnswers, GitFailure>> {
    return this.#serverOf(repository).resolve(repository, revisions, signal);
  }

  async fetchChart(repository: RepositoryAddress, signal?: AbortSignal): Promise<Result<ChartArchive, GitFailure>> {
    const pinned = pinOf(repository);
    const archive = await this.#fetch(repository, pinned, signal);
    if (!archive.ok) return archive;
    const name = (pinned.chart ?? '').split('/').at(-1);
    // The version becomes a part of a file's name.
    const version = pinned.version.replace(/^sha256:/, '').replaceAll(/[^0-9A-Za-z.+_-]/g, '-');
    return succeed({ fileName: `${name}-${version}.tgz`, content: archive.value.content });
  }

  async ensureCommit(
    repository: RepositoryAddress,
    _: string,
    signal?: AbortSignal,
  ): Promise<Result<void, GitFailure>> {
    const read = await this.#open(repository, signal);
    return read.ok ? succeed(undefined) : read;
  }

  async listTree(
    repository: RepositoryAddress,
    _: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const read = await this.#open(repository, signal);
    return read.ok ? succeed(read.value.entries) : read;
  }

  async readBlobs(
    repository: RepositoryAddress,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Uint8Array>, GitFailure>> {
    const read = await this.#open(repository, signal);
    if (!read.ok) return read;
    const contents = new Map<string, Uint8Array>();
    for (const id of ids) {
      const content = read.value.blobs.get(id);
      if (content === undefined) throw new Error(`the package has no file ${id}`);
      contents.set(id, content);
    }
    return succeed(contents);
  }

  /** In memory, else unpacked from what is on disk, else fetched. */
  #open(repository: RepositoryAddress, signal?: AbortSignal): Promise<Result<UnpackedPackage, GitFailure>> {
    const pinned = pinOf(repository);
    return this.#unpacked.get(keyOf(repository, pinned), async () => {
      const archive = await this.#fetch(repository, pinned, signal);
      if (!archive.ok) return archive;
      const unpacked = await unpackArchive(archive.value, this.#limits);
      if (unpacked.ok) return unpacked;
      return fail({ kind: 'refused', message: `${describe(repository, pinned)} ${unpacked.failure}` });
    });
  }

  async #fetch(
    repository: RepositoryAddress,
    pinned: PinnedPackage,
    signal?: AbortSignal,
  ): Promise<Result<PackageArchive, GitFailure>> {
    const key = keyOf(repository, pinned);
    const stored = await this.#store.get(key);
    if (stored !== undefined) return succeed(stored);
    const fetched = await this.#serverOf(repository).fetch(repository, pinned, signal);
    if (fetched.ok) await this.#store.set(key, fetched.value);
    return fetched;
  }

  #serverOf({ url }: RepositoryAddress): HelmRepository | OciRegistry {
    return /^oci:/i.test(url) ? this.#oci : this.#helm;
  }
}

function pinOf({ url, package: pinned }: RepositoryAddress): PinnedPackage {
  if (pinned === undefined) throw new Error(`${url} was asked for a package without saying which`);
  return pinned;
}

/** What one login was given is for that login, reached the same way. */
function keyOf(address: RepositoryAddress, { chart, version, digest }: PinnedPackage): string {
  const { url, ca, isInsecure, isPlainHttp, proxy } = address;
  const { authorization } = credentialsHeader(address);
  return JSON.stringify([url, authorization, ca, isInsecure, isPlainHttp, proxy?.url, chart, version, digest]);
}

function describe({ url }: RepositoryAddress, { chart, version }: PinnedPackage): string {
  return chart === undefined ? `the artifact ${url} ${version}` : `the chart ${chart} ${version} of ${url}`;
}
