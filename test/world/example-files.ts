import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The host that the example repositories name, because nobody knows the address of a local git server beforehand. */
const EXAMPLE_HOST = /https:\/\/git\.example\.com\/([a-z-]+)\.git/g;

/** The files of an example repository by path, with the addresses of the repositories as `urlOf` knows them. */
export function readExampleFiles(folder: string, urlOf: (repository: string) => string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path)] = readFileSync(path, 'utf8').replace(EXAMPLE_HOST, (_, name: string) => urlOf(name));
  }
  return files;
}
