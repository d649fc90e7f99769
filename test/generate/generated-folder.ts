import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GeneratedFile {
  readonly name: string;
  readonly content: string;
}

export interface OutdatedFile {
  readonly path: string;
  readonly problem: 'missing' | 'different' | 'superfluous';
}

/** What `writeGenerated` would change in a folder that holds generated files only, sorted by path. */
export function findOutdated(folder: string, files: readonly GeneratedFile[]): OutdatedFile[] {
  const wanted = new Map(files.map(({ name, content }) => [name, content]));
  const present = existsSync(folder) ? readdirSync(folder) : [];
  const names = [...new Set([...wanted.keys(), ...present])].toSorted();
  return names.flatMap((name): OutdatedFile[] => {
    const path = join(folder, name);
    const content = wanted.get(name);
    if (content === undefined) return [{ path, problem: 'superfluous' }];
    if (!present.includes(name)) return [{ path, problem: 'missing' }];
    return readFileSync(path, 'utf8') === content ? [] : [{ path, problem: 'different' }];
  });
}

/** Makes the folder hold these files and no others; answers what was changed. */
export function writeGenerated(folder: string, files: readonly GeneratedFile[]): OutdatedFile[] {
  const outdated = findOutdated(folder, files);
  mkdirSync(folder, { recursive: true });
  for (const { path, problem } of outdated) if (problem === 'superfluous') rmSync(path, { recursive: true });
  const changed = new Set(outdated.map(({ path }) => path));
  for (const { name, content } of files) {
    const path = join(folder, name);
    if (changed.has(path)) writeFileSync(path, content);
  }
  return outdated;
}
