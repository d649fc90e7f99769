import { describe, expect, it } from 'vitest';
import { formatTable } from './table.ts';

describe('formatTable', () => {
  it('aligns columns three spaces apart and leaves nothing after the last', () => {
    expect(
      formatTable(
        ['NAME', 'SYNC'],
        [
          ['web', 'Synced'],
          ['long-name', 'Unknown'],
        ],
        false,
      ),
    ).toMatchInlineSnapshot(`
      "NAME        SYNC
      web         Synced
      long-name   Unknown
      "
    `);
  });

  it('aligns by display width', () => {
    const rows = [
      ['日本', '1s'],
      ['e\u0301te', '2s'],
      ['🚀', '3s'],
    ];
    expect(formatTable(['NAME', 'AGE'], rows, false)).toBe('NAME   AGE\n日本   1s\ne\u0301te    2s\n🚀     3s\n');
  });

  it('prints a dash for nothing, and control characters as spaces', () => {
    expect(formatTable(['A', 'B'], [['', 'red\u001b[31m\nline\u202e']], false)).toBe('A   B\n-   red [31m line\n');
  });

  it('colours words without moving columns', () => {
    const table = formatTable(
      ['SYNC', 'AGE'],
      [
        ['Synced', '1s'],
        ['OutOfSync', '2s'],
      ],
      true,
    );
    expect(table).toBe('SYNC        AGE\n\u001b[32mSynced\u001b[39m      1s\n\u001b[33mOutOfSync\u001b[39m   2s\n');
  });
});
