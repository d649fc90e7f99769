import { fail, succeed } from '#core/model/result.ts';
import type { GitFailure, GitSource, RepositoryAddress, TreeEntry } from '#flows/ports/sources/git-source.port.ts';
import { testDigest } from '../test-digest.ts';

/** A file's text, or where a symbolic link leads. */
export type MemoryFile = string | { readonly link: string };

/** Repositories in memory, with ids as git gives them: equal for equal content. Counts how often blobs are read. */
export class MemoryGit implements GitSource {
  /** Answered by every look at a tree while set. */
  failure: GitFailure | undefined;
  blobReads = 0;
  private readonly trees = new Map<string, readonly TreeEntry[]>();
  private readonly blobs = new Map<string, Uint8Array>();

  /** Makes a commit with this id hold exactly these files. */
  commit(id: string, files: Readonly<Record<string, MemoryFile>>): void {
    const entries = new Map<string, TreeEntry>();
    const contents = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [path, file] of contents) {
      const text = typeof file === 'string' ? file : file.link;
      const content = new TextEncoder().encode(text);
      const type = typeof file === 'string' ? ('blob' as const) : ('symlink' as const);
      entries.set(path, { path, type, id: blobId(text), size: content.length });
      this.blobs.set(blobId(text), content);
      for (const folder of foldersOf(path)) entries.set(folder, { path: folder, ...treeOf(folder, contents) });
    }
    entries.set('', { path: '', ...treeOf('', contents) });
    const sorted = [...entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
    this.trees.set(id, sorted);
  }

  async listRefs() {
    return fail({ kind: 'not-found' as const, message: 'nobody has pushed refs' });
  }

  async ensureCommit() {
    return succeed(undefined);
  }

  async listTree(_repository: RepositoryAddress, commit: string) {
    if (this.failure !== undefined) return fail(this.failure);
    const tree = this.trees.get(commit);
    return tree === undefined ? fail({ kind: 'not-found' as const, message: 'no such commit' }) : succeed(tree);
  }

  async readBlobs(_repository: RepositoryAddress, ids: readonly string[]) {
    this.blobReads += 1;
    return succeed(new Map(ids.map((id) => [id, this.blobs.get(id) ?? new Uint8Array()])));
  }
}

function blobId(text: string): string {
  return testDigest(`blob ${text}`).slice(0, 40);
}

function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

function treeOf(folder: string, contents: readonly (readonly [string, MemoryFile])[]) {
  const start = folder === '' ? 0 : folder.length + 1;
  const inside = contents.filter(([path]) => folder === '' || path.startsWith(`${folder}/`));
  const relative = inside.map(([path, file]) => [path.slice(start), file]);
  return { type: 'tree' as const, id: testDigest(`tree ${JSON.stringify(relative)}`).slice(0, 40), size: 0 };
}
