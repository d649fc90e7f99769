import { explainLfsPointer } from '#core/lfs/explain-pointer.ts';
import { sourceLimits } from '#core/manifests/select-files.ts';
import type { SourceTree } from '#core/manifests/source/source-tree.ts';
import type { SourceTreeEntry } from '#core/manifests/source/tree-entries.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { joinPath } from '#core/sources/plan/relative-path.ts';
import type { HelmPlan, KustomizePlan } from '#core/sources/plan/render-plan.ts';
import type { SourceFile } from '#core/sources/plan/source-files.ts';
import type { GitSource } from '#flows/ports/sources/git-source.port.ts';
import type { RenderFailure, RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { readSourceFiles } from '#flows/sources/source-blobs.ts';
import type { SopsDecryptor } from './decryption/sops-decryptor.ts';
import type { SandboxFile, SandboxLink } from './sandbox/tar-stream.ts';

export interface SandboxContent {
  readonly files: SandboxFile[];
  readonly links: SandboxLink[];
  /** Whether some of the files were encrypted. */
  readonly isConfidential: boolean;
}

/** Where the renderer sees a file of the sources, relative to all of them: each source has a folder of its own. */
export function placeInSandbox({ source, path }: SourceFile): string {
  return joinPath(String(source), path);
}

/** Reads everything from git that a plan lets its renderer see, in plain text. */
export async function readSandboxContent(
  plan: HelmPlan | KustomizePlan,
  sources: readonly RenderSource[],
  trees: readonly SourceTree[],
  git: GitSource,
  decryptor: SopsDecryptor,
): Promise<Result<SandboxContent, RenderFailure>> {
  const [files, links]: [SandboxFile[], SandboxLink[]] = [[], []];
  let isConfidential = false;
  for (const [position, source] of sources.entries()) {
    const tree = trees[position];
    if (tree === undefined) throw new Error(`there is no tree of source ${position}`);
    const wanted = wantedEntries(plan, position, tree);
    const flaw = findExcess(wanted.map(({ entry }) => entry));
    if (flaw !== undefined) return fail({ kind: 'invalid', message: flaw });
    const blobs = wanted.filter(({ entry }) => entry.type === 'blob');
    const read = await readSourceFiles(
      git,
      source,
      blobs.map(({ entry }) => entry.id),
    );
    if (!read.ok) return read;
    const raw = wanted
      .filter(({ entry }) => entry.type === 'blob')
      .map(({ entry, path }) => ({ path, content: blobOf(entry, read.value) }));
    const pointer = raw.map(explainLfsPointer).find(Boolean);
    if (pointer !== undefined) return fail({ kind: 'invalid', message: pointer });
    const opened = await decryptor.decrypt(raw, source.decryption?.keys);
    if (!opened.ok) return opened;
    isConfidential ||= opened.value.decrypted.size > 0;
    const placeOf = (path: string) => placeInSandbox({ source: position, path });
    files.push(...opened.value.files.map(({ path, content }) => ({ path: placeOf(path), content })));
    for (const { entry, path } of wanted)
      if (entry.type === 'symlink') links.push({ path: placeOf(path), target: tree.linkText(entry) });
  }
  return succeed({ files: withAdded(plan, files), links, isConfidential });
}

/** An entry and the path at which the renderer sees it. */
interface Wanted {
  readonly entry: SourceTreeEntry;
  readonly path: string;
}

function wantedEntries(plan: HelmPlan | KustomizePlan, position: number, tree: SourceTree): Wanted[] {
  const below = (path: string) => {
    const own = tree.entry(path);
    return own?.type === 'tree' ? tree.below(path) : own === undefined ? [] : [own];
  };
  const parts = plan.parts.filter(({ source }) => source === position);
  const copies = plan.kind === 'helm' ? plan.copies.filter(({ from }) => from.source === position) : [];
  const wanted = [
    ...parts.flatMap(({ path }) => below(path).map((entry) => ({ entry, path: entry.path }))),
    ...copies.flatMap(({ from, to }) =>
      below(from.path).map((entry) => ({ entry, path: joinPath(to.path, entry.path.slice(from.path.length + 1)) })),
    ),
  ];
  return wanted.filter(({ entry }) => entry.type === 'blob' || entry.type === 'symlink');
}

function findExcess(entries: readonly SourceTreeEntry[]): string | undefined {
  const odd = entries.find(({ path }) => path.split('/').some((segment) => segment.toLowerCase() === '.git'));
  if (odd !== undefined) return `${JSON.stringify(odd.path)} lies in a folder that only git itself may have`;
  if (entries.length > sourceLimits.files) return `its files are more than ${sourceLimits.files}: split the repository`;
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (bytes > sourceLimits.totalBytes)
    return `its files exceed ${sourceLimits.totalBytes} bytes together: split the repository`;
  return undefined;
}

function blobOf({ path, id }: SourceTreeEntry, contents: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const content = contents.get(id);
  if (content === undefined) throw new Error(`the git source answered without the blob of ${path}`);
  return content;
}

/** Files made from the Application's fields take the place of those in git. */
function withAdded({ added }: HelmPlan | KustomizePlan, files: readonly SandboxFile[]): SandboxFile[] {
  const made = added.map((file) => ({ path: placeInSandbox(file), content: Buffer.from(file.text) }));
  const taken = new Set(made.map(({ path }) => path));
  return [...files.filter(({ path }) => !taken.has(path)), ...made];
}
