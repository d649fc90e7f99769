import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { foldersAbove, type PackedFile, packageFiles } from '#core/packages/package-files.ts';
import type { TreeEntry } from '#flows/ports/sources/git-source.port.ts';
import type { PackageArchive } from './package-archive.ts';
import { readTar } from './read-tar.ts';

/** What a package may cost; files are bounded as in git. */
export interface UnpackLimits {
  /** Of everything in it. Unit: bytes. */
  readonly bytes: number;
  readonly files: number;
  /** Unit: bytes. */
  readonly largestFile: number;
}

export const defaultUnpackLimits: UnpackLimits = { bytes: 100_000_000, files: 20_000, largestFile: 10_000_000 };

/** The tree of a package, as git would list it, and the contents by id. */
export interface UnpackedPackage {
  readonly entries: readonly TreeEntry[];
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  readonly bytes: number;
}

const gunzipAsync = promisify(gunzip);

/** Unpacks in memory: nothing of an archive is ever written to disk by its own paths. Fails with a sentence's end. */
export async function unpackArchive(
  { content, isChart }: PackageArchive,
  limits: UnpackLimits,
): Promise<Result<UnpackedPackage, string>> {
  const tar = await inflate(content, limits.bytes);
  if (!tar.ok) return tar;
  const entries = readTar(tar.value, limits.files);
  if (!entries.ok) return entries;
  const files = packageFiles(entries.value, { isChart, largestFile: limits.largestFile });
  if (!files.ok) return files;
  return files.value.size === 0
    ? fail('holds no files')
    : succeed({ ...buildTree(files.value), bytes: tar.value.length });
}

async function inflate(content: Uint8Array, mostBytes: number): Promise<Result<Uint8Array, string>> {
  const isZipped = content[0] === 0x1f && content[1] === 0x8b;
  const tooLarge = `is larger than ${mostBytes} bytes when it is unpacked`;
  if (!isZipped) return content.length > mostBytes ? fail(tooLarge) : succeed(content);
  try {
    return succeed(await gunzipAsync(content, { maxOutputLength: mostBytes }));
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return fail(isTooLarge ? tooLarge : 'is no gzip archive');
  }
}

function buildTree(files: ReadonlyMap<string, PackedFile>): Pick<UnpackedPackage, 'entries' | 'blobs'> {
  const blobs = new Map<string, Uint8Array>();
  const entries = new Map<string, TreeEntry>();
  for (const [path, { content, link }] of files) {
    const blob = link === undefined ? content : Buffer.from(link);
    const id = sha256(blob);
    blobs.set(id, blob);
    entries.set(path, { path, type: link === undefined ? 'blob' : 'symlink', id, size: blob.length });
  }
  const children = new Map<string, TreeEntry[]>([['', []]]);
  for (const path of files.keys()) for (const folder of foldersAbove(path)) children.set(folder, []);
  // Deepest folders first: the id of each is made of what it holds.
  const folders = [...children.keys()].toSorted((a, b) => depth(b) - depth(a));
  for (const entry of entries.values()) children.get(parentOf(entry.path))?.push(entry);
  for (const path of folders) {
    const tree: TreeEntry = { path, type: 'tree', id: treeId(children.get(path) ?? []), size: 0 };
    entries.set(path, tree);
    if (path !== '') children.get(parentOf(path))?.push(tree);
  }
  return { entries: [...entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)), blobs };
}

function depth(path: string): number {
  return path === '' ? 0 : path.split('/').length;
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** Equal for equal content, wherever it lies. */
function treeId(children: readonly TreeEntry[]): string {
  const lines = children.map(({ path, type, id }) => `${type} ${id} ${path.slice(path.lastIndexOf('/') + 1)}`);
  return sha256(lines.toSorted().join('\n'));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
