import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const topFolders = ['.ci', '.config', 'apps', 'charts', 'docs', 'libs', 'test'];
/** Rooms may be named without `libs/` where a table would grow too wide. */
const rings = ['adapters', 'core', 'flows', 'runtime'];

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].toSorted();

describe('the documents', () => {
  it.each(documents)('%s names only files and folders that exist', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const missing = pathsIn(text).filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  it.each(documents)('%s links only to documents that exist', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)/g)].flatMap(([, link = '']) =>
      link.includes('://') ? [] : [link],
    );
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });

  it('is long enough a list to be worth a test', () => {
    const paths = documents.flatMap((document) => pathsIn(readFileSync(join(root, document), 'utf8')));
    expect(new Set(paths).size).toBeGreaterThan(50);
  });
});

/** Paths in code marks, from the root of the repository; those with a placeholder are left out. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)].flatMap(([, path = '']) => {
    const [first = ''] = path.split('/');
    if (topFolders.includes(first)) return [path];
    return rings.includes(first) ? [join('libs', path)] : [];
  });
}
