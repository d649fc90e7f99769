import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileSums } from './file-sums.ts';

/**
 * The corpus in test/conformance is a copy that nobody here edits. After a new copy, in test/conformance:
 *   find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum > ../conformance-copy/sums.txt
 * `npm run generate` leaves the sums alone on purpose: it would bless any accidental change.
 */
const copy = folderAt('../conformance');
const original = folderAt('../../../shared/conformance');

const references = [
  { name: 'the recorded sums', sums: () => readFileSync(folderAt('./sums.txt'), 'utf8').trimEnd().split('\n') },
  ...(existsSync(original) ? [{ name: 'the corpus beside the checkout', sums: () => fileSums(original) }] : []),
];

describe('the copy of the conformance corpus', () => {
  it.each(references)('has every file of $name, byte for byte, and no others', ({ sums }) => {
    const expected = sums();
    expect(expected.length).toBeGreaterThan(1000);
    const copied = fileSums(copy);
    expect({ missing: without(expected, copied), unexpected: without(copied, expected) }).toEqual({
      missing: [],
      unexpected: [],
    });
  });
});

describe('fileSums', () => {
  it('writes what sha256sum writes, in the order of the bytes of the paths', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nabe-sums-'));
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', 'x.yaml'), 'hub\n');
    writeFileSync(join(folder, 'B'), '');
    expect(fileSums(folder)).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  B',
      '63fff204cc7d00547e9a6214a2bac291a845d52e5774e682693307ca44b31f06  a/x.yaml',
    ]);
    rmSync(folder, { recursive: true });
  });
});

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

function folderAt(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
