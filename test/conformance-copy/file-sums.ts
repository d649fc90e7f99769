import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** SHA-256 of every file below a folder as `<sum>  <path>`, the form of sha256sum; paths relative with `/`, sorted. */
export function fileSums(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const named = files.map((file) => ({ file, name: relative(folder, file).split(sep).join('/') }));
  const sorted = named.toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return sorted.map(({ file, name }) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${name}`);
}
