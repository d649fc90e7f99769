import { FolderGitSource } from '#adapters/git/folder-git-source.ts';
import type { UnpackedPackage } from '#adapters/packages/archive/unpack-archive.ts';
import { findFolderChart } from '#adapters/packages/folder-charts.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { packageRevision, readPackageRevision } from '#core/packages/package-revision.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '#flows/ports/git-source.port.ts';

/** Folders in place of repositories, of git and of charts. */
export class OfflineSources implements GitSource {
  /** By address; charts at addresses of their own. */
  readonly #folders: Map<string, string>;
  readonly #archives = new Map<string, UnpackedPackage>();
  readonly #git: FolderGitSource;

  /** `folders` by the address of the repository. */
  constructor(folders: ReadonlyMap<string, string>) {
    this.#folders = new Map(folders);
    this.#git = new FolderGitSource(this.#folders);
  }

  /** The folder and the address under which sources with this `repoURL` are read. */
  find(isMeant: (url: string) => boolean): { readonly url: string; readonly folder: string } | undefined {
    const [url, folder] = [...this.#folders].find(([given]) => isMeant(given)) ?? [];
    return url === undefined || folder === undefined ? undefined : { url, folder };
  }

  /** The address of a source's chart in a folder. Fails with a sentence when it is not there. */
  async openChart(
    { url, folder }: { readonly url: string; readonly folder: string },
    source: ApplicationSource,
  ): Promise<Result<RepositoryAddress, string>> {
    const { chart = '', wanted } = readPackageRevision(packageRevision(source));
    const found = await findFolderChart(folder, chart, wanted);
    if (!found.ok) return fail(`the folder ${folder} ${found.failure}`);
    const { version } = found.value;
    const place = `${url} ${chart} ${version}`;
    if (found.value.kind === 'folder') this.#folders.set(place, found.value.folder);
    else this.#archives.set(place, found.value.unpacked);
    return succeed({ url: place, package: { chart, version, digest: '' } });
  }

  async listRefs() {
    return this.#git.listRefs();
  }

  async ensureCommit(): Promise<Result<void, GitFailure>> {
    return succeed(undefined);
  }

  async listTree(repository: RepositoryAddress): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const archive = this.#archives.get(repository.url);
    return archive === undefined ? await this.#git.listTree(repository) : succeed(archive.entries);
  }

  async readBlobs(repository: RepositoryAddress, ids: readonly string[]) {
    const archive = this.#archives.get(repository.url);
    if (archive === undefined) return await this.#git.readBlobs(repository, ids);
    return succeed(new Map(ids.map((id) => [id, archive.blobs.get(id) ?? new Uint8Array()])));
  }
}
