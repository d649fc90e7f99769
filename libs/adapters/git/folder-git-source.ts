import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { findPathFlaw } from '#core/repositories/dangerous-path.ts';
import { parseGitmodules } from '#core/submodules/parse-gitmodules.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '#flows/ports/sources/git-source.port.ts';

/**
 * Folders that stand for repositories, at every commit. What lies in them counts as committed; `.git` does not. A folder inside is a
 * submodule, as git would store it, when it has a `.git` of its own, and when `.gitmodules` names it and nobody has checked it out. Ids
 * tell files apart, but are not git's.
 */
export class FolderGitSource implements GitSource {
  readonly #folders: ReadonlyMap<string, string>;
  readonly #trees = new Map<string, Promise<Result<readonly TreeEntry[], GitFailure>>>();
  /** Where the file or link with an id lies. */
  readonly #places = new Map<string, { readonly path: string; readonly isLink: boolean }>();

  /** `folders` by the address of the repository. */
  constructor(folders: ReadonlyMap<string, string>) {
    this.#folders = folders;
  }

  async listRefs() {
    return fail({ kind: 'not-found' as const, message: 'a folder has no revisions' });
  }

  async ensureCommit(): Promise<Result<void, GitFailure>> {
    return succeed(undefined);
  }

  listTree({ url }: RepositoryAddress): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const known = this.#trees.get(url) ?? this.#readTree(url);
    this.#trees.set(url, known);
    return known;
  }

  async readBlobs(_repository: RepositoryAddress, ids: readonly string[]) {
    const contents = new Map<string, Uint8Array>();
    for (const id of ids) {
      const place = this.#places.get(id);
      if (place === undefined) throw new Error(`no folder has listed the file ${id}`);
      contents.set(id, place.isLink ? Buffer.from(await readlink(place.path)) : await readFile(place.path));
    }
    return succeed(contents);
  }

  async #readTree(url: string): Promise<Result<readonly TreeEntry[], GitFailure>> {
    const root = this.#folders.get(url);
    if (root === undefined) return fail({ kind: 'not-found', message: `no folder is given for ${url}` });
    const entries: TreeEntry[] = [{ path: '', type: 'tree', id: idOf(root, ''), size: 0 }];
    const modules = await modulesOf(root);
    await this.#collect(root, '', modules, entries);
    for (const { path } of entries) {
      const flaw = path === '' ? undefined : findPathFlaw(path);
      if (flaw !== undefined)
        return fail({ kind: 'refused', message: `the path ${JSON.stringify(path)} ${flaw}: remove it` });
    }
    return succeed(entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
  }

  async #collect(root: string, folder: string, modules: ReadonlySet<string>, entries: TreeEntry[]): Promise<void> {
    for (const found of await readdir(join(root, folder), { withFileTypes: true })) {
      if (found.name === '.git') continue;
      const path = folder === '' ? found.name : `${folder}/${found.name}`;
      const type = await typeOf(found, join(root, path), modules.has(path));
      if (type === undefined) continue;
      const id = idOf(root, path);
      const size = type === 'blob' || type === 'symlink' ? (await lstat(join(root, path))).size : 0;
      entries.push({ path, type, id, size });
      this.#places.set(id, { path: join(root, path), isLink: type === 'symlink' });
      if (type === 'tree') await this.#collect(root, path, modules, entries);
    }
  }
}

/** Places of submodules by `.gitmodules`. */
async function modulesOf(root: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(root, '.gitmodules'), 'utf8').catch(() => '');
  return new Set(parseGitmodules(text).map(({ path }) => path));
}

function idOf(root: string, path: string): string {
  return createHash('sha1').update(`${root}\0${path}`).digest('hex');
}

/** Undefined for what git stores nothing of, such as a socket. */
async function typeOf(found: Dirent, place: string, isModule: boolean): Promise<TreeEntry['type'] | undefined> {
  if (found.isSymbolicLink()) return 'symlink';
  if (found.isFile()) return 'blob';
  if (!found.isDirectory()) return undefined;
  const names = await readdir(place);
  return names.includes('.git') || (isModule && names.length === 0) ? 'submodule' : 'tree';
}
