import { describe, expect, it } from 'vitest';
import { findLfsExcess } from './find-excess.ts';

const file = (index: number, size: number) => ({ path: `f${index}`, oid: `${index}`, size });
const files = (count: number, size: number) => Array.from({ length: count }, (_, index) => file(index, size));

describe('findLfsExcess', () => {
  it.each([
    { name: 'nothing', given: [], why: undefined },
    { name: 'the largest file', given: files(1, 10_000_000), why: undefined },
    { name: 'the most bytes', given: files(10, 10_000_000), why: undefined },
    { name: 'the most files', given: files(1_000, 1), why: undefined },
    {
      name: 'files that are too large',
      given: [file(2, 10_000_001), file(1, 1), file(0, 10_000_001)],
      why: 'Git LFS keeps more than 10000000 bytes for f0, f2: move what is not deployed out of the source',
    },
    {
      name: 'too many files',
      given: files(1_001, 1),
      why: 'Git LFS keeps more than 1000 files of one source: commit small ones to git itself',
    },
    {
      name: 'too many bytes',
      given: [...files(10, 10_000_000), file(10, 1)],
      why: 'Git LFS keeps more than 100000000 bytes of one source: split it',
    },
  ])('judges $name', ({ given, why }) => {
    expect(findLfsExcess(given)).toBe(why);
  });
});
