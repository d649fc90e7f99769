import { isEncryptedObject } from '#core/decryption/find-encryption.ts';
import { parseManifests } from '#core/manifests/parse-manifests.ts';
import type { ManifestProblem, PlacedManifest } from '#core/manifests/placed-manifest.ts';

/** A file as git holds it. */
export interface RawFile {
  readonly path: string;
  readonly content: Uint8Array;
}

export interface ParsedFiles {
  /** In the order of the files, then as written. */
  readonly manifests: PlacedManifest[];
  readonly problems: ManifestProblem[];
}

/** Reads the manifests of many files; one bad file does not hide the problems of another. */
export function parseFiles(files: readonly RawFile[]): ParsedFiles {
  const parsed: ParsedFiles = { manifests: [], problems: [] };
  for (const { path, content } of files) {
    const text = decodeText(content);
    if (text === undefined) {
      parsed.problems.push({ file: path, line: 1, message: 'the file is not UTF-8 text' });
      continue;
    }
    const { manifests, problems } = parseManifests({ path, text });
    for (const placed of manifests) {
      if (isEncryptedObject(placed.manifest)) parsed.problems.push(stillEncrypted(placed));
      else parsed.manifests.push(placed);
    }
    for (const problem of problems) parsed.problems.push(problem);
  }
  return parsed;
}

/** Encrypted files are decrypted before: this one came about in another way, such as out of a packaged chart. */
function stillEncrypted({ file, line }: PlacedManifest): ManifestProblem {
  const message =
    'the object is encrypted with SOPS, and only files of the repository are decrypted: keep it in a file of its own, as sops encrypt has left it';
  return { file, line, message };
}

function decodeText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(content);
  } catch {
    return undefined;
  }
}
