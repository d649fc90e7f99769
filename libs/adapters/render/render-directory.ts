import { explainLfsPointer } from '#core/lfs/explain-pointer.ts';
import { describeProblem, type ManifestProblem } from '#core/manifests/placed-manifest.ts';
import type { SelectedFile } from '#core/manifests/select-files.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { fail, succeed } from '#core/model/result.ts';
import type { DirectoryPlan } from '#core/sources/plan/render-plan.ts';
import type { GitSource } from '#flows/ports/sources/git-source.port.ts';
import type { RenderSource } from '#flows/ports/sources/renderer.port.ts';
import { readSourceFiles } from '#flows/sources/source-blobs.ts';
import type { DecryptedFiles, SopsDecryptor } from './decryption/sops-decryptor.ts';
import type { ManifestParser } from './manifest-parser.ts';
import type { RawFile } from './parse-files.ts';
import type { RenderedSource } from './rendered-source.ts';
import type { Weighed } from './rendering-cache.ts';

/** Parsed manifests take about this many times the bytes of their files. */
const memoryPerFileByte = 8;

/** Renders a directory of plain YAML and JSON: the files that core has chosen, read from git and parsed. */
export async function renderDirectory(
  { selected: { files } }: DirectoryPlan,
  source: RenderSource,
  git: GitSource,
  parser: ManifestParser,
  decryptor: SopsDecryptor,
): Promise<Weighed<RenderedSource>> {
  const read = await readSourceFiles(
    git,
    source,
    files.map(({ id }) => id),
  );
  if (!read.ok) return { value: read, bytes: 0, keep: false };
  const raw = files.map((file) => rawFile(file, read.value));
  const pointer = raw.map(explainLfsPointer).find(Boolean);
  if (pointer !== undefined) return { value: fail({ kind: 'invalid', message: pointer }), bytes: 1_000, keep: true };
  const opened = await decryptor.decrypt(raw, source.decryption?.keys);
  if (!opened.ok) return { value: opened, bytes: 0, keep: false };
  return await parseRendered(opened.value, parser);
}

/** Parses what a source has become. Problems of the files are the rendering's failure, and remembered as such. */
export async function parseRendered(
  { files, decrypted }: DecryptedFiles,
  parser: ManifestParser,
): Promise<Weighed<RenderedSource>> {
  const parsed = await parser.parse(files);
  const fileBytes = files.reduce((sum, { content }) => sum + content.length, 0);
  const bytes = 1_000 + fileBytes * memoryPerFileByte;
  // What took too much time may fit on a calmer machine: not remembered.
  if (!parsed.ok) return { value: fail({ kind: 'invalid', message: parsed.failure }), bytes, keep: false };
  const { manifests, problems } = parsed.value;
  if (problems.length === 0)
    return { value: succeed({ manifests, isConfidential: decrypted.size > 0 }), bytes, keep: true };
  const message = listBriefly(
    problems.map((problem) => describeProblem(decrypted.has(problem.file) ? withoutReason(problem) : problem)),
  );
  return { value: fail({ kind: 'invalid', message }), bytes: 1_000, keep: true };
}

/** Parsers quote what they stumble over. */
function withoutReason({ file, line }: ManifestProblem): ManifestProblem {
  const message =
    'what was decrypted is no sound Kubernetes object; why is not told here, because it could quote a secret: look at it with sops decrypt';
  return { file, line, message };
}

function rawFile({ path, id }: SelectedFile, contents: ReadonlyMap<string, Uint8Array>): RawFile {
  const content = contents.get(id);
  if (content === undefined) throw new Error(`the git source answered without the blob of ${path}`);
  return { path, content };
}
