import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileGlobbing, chooseFiles } from './choose-files.ts';

const letter = fc.constantFrom(...Array.from('ab/*?[]{}!^-,:()\\.é'));
const pattern = fc.string({ unit: letter, maxLength: 24 });
const path = fc
  .array(fc.string({ unit: fc.constantFrom(...Array.from('ab*[{é')), minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('/'));

describe('chooseFiles', () => {
  it.each<FileGlobbing>(['pathspec', 'doublestar'])(
    'answers any pattern as %s, with files that were asked about',
    (globbing) => {
      fc.assert(
        fc.property(fc.array(pattern, { maxLength: 3 }), fc.array(path, { maxLength: 5 }), (patterns, files) => {
          const chosen = chooseFiles(
            files,
            patterns.map((text) => ({ path: text })),
            globbing,
          );
          expect(chosen.ok ? chosen.value.every((file) => files.includes(file)) : chosen.failure !== '').toBe(true);
        }),
      );
    },
  );

  it.each<FileGlobbing>(['pathspec', 'doublestar'])('finds a file by its own name, escaped, as %s', (globbing) => {
    fc.assert(
      fc.property(path, (file) => {
        const escaped = file.replace(/[*?[\]{}\\]/g, String.raw`\$&`);
        expect(chooseFiles([file], [{ path: escaped }], globbing)).toEqual({ ok: true, value: [file] });
      }),
    );
  });
});
