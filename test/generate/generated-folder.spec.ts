import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOutdated, writeGenerated } from './generated-folder.ts';

const files = [
  { name: 'b.yaml', content: 'b\n' },
  { name: 'a.yaml', content: 'a\n' },
];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nabe-generate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function namesOf(outdated: ReturnType<typeof findOutdated>): string[] {
  return outdated.map(({ path, problem }) => `${path.slice(folder.length + 1)} ${problem}`);
}

describe('findOutdated', () => {
  it('finds all files missing in a folder that does not exist', () => {
    rmSync(folder, { recursive: true });
    expect(namesOf(findOutdated(folder, files))).toEqual(['a.yaml missing', 'b.yaml missing']);
    mkdirSync(folder);
  });

  it('names what is missing, different and superfluous, and changes nothing', () => {
    writeFileSync(join(folder, 'b.yaml'), 'edited by hand\n');
    writeFileSync(join(folder, 'old.yaml'), 'of a kind that is gone\n');
    expect(namesOf(findOutdated(folder, files))).toEqual([
      'a.yaml missing',
      'b.yaml different',
      'old.yaml superfluous',
    ]);
    expect(readdirSync(folder)).toEqual(['b.yaml', 'old.yaml']);
  });
});

describe('writeGenerated', () => {
  it('leaves exactly the given files, and has nothing to do the second time', () => {
    writeFileSync(join(folder, 'b.yaml'), 'edited by hand\n');
    mkdirSync(join(folder, 'old'));
    const changed = namesOf(writeGenerated(folder, files));
    expect({ changed, names: readdirSync(folder), b: readFileSync(join(folder, 'b.yaml'), 'utf8') }).toEqual({
      changed: ['a.yaml missing', 'b.yaml different', 'old superfluous'],
      names: ['a.yaml', 'b.yaml'],
      b: 'b\n',
    });
    expect(writeGenerated(folder, files)).toEqual([]);
  });
});
