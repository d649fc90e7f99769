import type { TreeEntries } from '#core/manifests/source/tree-entries.ts';
import { FolderGitSource } from '#adapters/git/folder-git-source.ts';
import type { UnpackedPackage } from '#adapters/packages/archive/unpack-archive.ts';
import { findFolderChart } from '#adapters/packages/folder-charts.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { readPackageRevision } from '#core/packages/package-revision.ts';
import { isSameRepository } from '#core/tenancy/repository-url.ts';
import type { GitFailure, GitSource, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { ChartArchive, ChartSource, PackageSource } from '#flows/ports/sources/package-source.port.ts';
import { checkOutBare, isBareRepository } from './bare-repository.ts';
import { packChart } from './pack-chart.ts';

/** A folder and the address that it stands for. */
export interface StandIn {
  readonly url: string;
  readonly folder: string;
}

export interface OfflineSourcesOptions {
  /** By the address of the repository. */
  readonly folders: ReadonlyMap<string, string>;
  /** Where bare repositories are checked out. */
  readonly checkoutFolder: string;
  /** Reads charts and artifacts that no folder stands for; undefined where nobody wants the network. */
  readonly network?: PackageSource | undefined;
}

interface PackedChart {
  readonly unpacked: UnpackedPackage;
  readonly content: Uint8Array;
}

/** Folders in place of repositories, of git and of charts; the network only where a person wants that. */
export class OfflineSources implements GitSource, ChartSource {
  /** By address; charts and submodules at addresses of their own. */
  readonly #folders: Map<string, string>;
  readonly #archives = new Map<string, PackedChart>();
  readonly #git: FolderGitSource;
  readonly #checkoutFolder: string;
  readonly #network: PackageSource | undefined;

  constructor({ folders, checkoutFolder, network }: OfflineSourcesOptions) {
    this.#folders = new Map(folders);
    this.#git = new FolderGitSource(this.#folders);
    this.#checkoutFolder = checkoutFolder;
    this.#network = network;
  }

  /** What was given for a repository, however its address is written; `@stable` stands for itself. */
  find(address: string): StandIn | undefined {
    const isMeant = (given: string) => given === address || isSameRepository(given, address);
    const [url, folder] = [...this.#folders].find(([given]) => isMeant(given)) ?? [];
    return url === undefined || folder === undefined ? undefined : { url, folder };
  }

  /** The files of a revision: those of the folder itself, unless it is a bare repository. Fails with a sentence. */
  async checkOut(standIn: StandIn, revision: string): Promise<Result<StandIn, string>> {
    if (!(await isBareRepository(standIn.folder))) return succeed(standIn);
    const url = `${standIn.url} at ${revision}`;
    const known = this.#folders.get(url);
    if (known !== undefined) return succeed({ url, folder: known });
    const checkedOut = await checkOutBare(standIn.folder, revision, this.#checkoutFolder);
    if (!checkedOut.ok) return fail(`the bare repository ${standIn.folder} ${checkedOut.failure}`);
    this.add({ url, folder: checkedOut.value });
    return succeed({ url, folder: checkedOut.value });
  }

  /** Reads a further folder under an address that stands for nothing else. */
  add(standIn: StandIn): void {
    this.#folders.set(standIn.url, standIn.folder);
  }

  /** The address of a chart in a folder, by a revision as of a Repository. Fails with a sentence when it is not there. */
  async openChart({ url, folder }: StandIn, revision: string): Promise<Result<RepositoryAddress, string>> {
    const { chart = '', wanted } = readPackageRevision(revision);
    const found = await findFolderChart(folder, chart, wanted);
    if (!found.ok) return fail(`the folder ${folder} ${found.failure}`);
    const { version } = found.value;
    const place = `${url} ${chart} ${version}`;
    if (found.value.kind === 'folder') this.#folders.set(place, found.value.folder);
    else this.#archives.set(place, found.value);
    return succeed({ url: place, package: { chart, version, digest: '' } });
  }

  /** What a revision of a repository means on its server. Undefined where nobody wants the network; fails with a sentence. */
  async fetchPackage(
    url: string,
    revision: string,
    passCredentials = false,
  ): Promise<Result<RepositoryAddress, string> | undefined> {
    if (this.#network === undefined) return undefined;
    const answers = await this.#network.resolve({ url, passCredentials }, new Set([revision]));
    if (!answers.ok) return fail(answers.failure.message);
    const pinned = answers.value.get(revision);
    if (pinned === undefined) throw new Error(`${url} was not asked for ${revision}`);
    return pinned.ok ? succeed({ url, passCredentials, package: pinned.value }) : fail(pinned.failure.message);
  }

  async fetchChart(address: RepositoryAddress, signal?: AbortSignal): Promise<Result<ChartArchive, GitFailure>> {
    const { url, package: pinned } = address;
    const network = this.#networkOf(address);
    if (network !== undefined) return await network.fetchChart(address, signal);
    const name = (pinned?.chart ?? '').split('/').at(-1) ?? '';
    const fileName = `${name}-${pinned?.version ?? ''}.tgz`;
    const archive = this.#archives.get(url);
    if (archive !== undefined) return succeed({ fileName, content: archive.content });
    const packed = await packChart(name, address, this);
    if (packed.ok) return succeed({ fileName, content: packed.value });
    return fail({ kind: 'refused', message: `the folder ${this.#folders.get(url) ?? url} ${packed.failure}` });
  }

  async listRefs() {
    return this.#git.listRefs();
  }

  async ensureCommit(): Promise<Result<void, GitFailure>> {
    return succeed(undefined);
  }

  async listTree(
    repository: RepositoryAddress,
    commit: string,
    signal?: AbortSignal,
  ): Promise<Result<TreeEntries, GitFailure>> {
    const network = this.#networkOf(repository);
    if (network !== undefined) return await network.listTree(repository, commit, signal);
    const archive = this.#archives.get(repository.url);
    return archive === undefined ? await this.#git.listTree(repository) : succeed(archive.unpacked.entries);
  }

  async readBlobs(repository: RepositoryAddress, ids: readonly string[], signal?: AbortSignal) {
    const network = this.#networkOf(repository);
    if (network !== undefined) return await network.readBlobs(repository, ids, signal);
    const archive = this.#archives.get(repository.url);
    if (archive === undefined) return await this.#git.readBlobs(repository, ids);
    return succeed(new Map(ids.map((id) => [id, archive.unpacked.blobs.get(id) ?? new Uint8Array()])));
  }

  /** Undefined for what lies in a folder. */
  #networkOf({ url, package: pinned }: RepositoryAddress): PackageSource | undefined {
    return pinned === undefined || this.#folders.has(url) || this.#archives.has(url) ? undefined : this.#network;
  }
}
