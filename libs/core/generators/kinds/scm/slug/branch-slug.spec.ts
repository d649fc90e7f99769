import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import recorded from './branch-slug.answers.gen.json' with { type: 'json' };
import { branchSlug } from './branch-slug.ts';

describe('branchSlug', () => {
  it.each(recorded.answers)("makes $slug of $branch, as Argo CD's library does", ({ branch, slug }) => {
    expect(branchSlug(branch)).toBe(slug);
  });

  it('answers as that library for every character of the basic plane', () => {
    const digest = createHash('sha256');
    for (let code = 0; code <= 0xffff; code += 1) {
      const isHalfCharacter = code >= 0xd800 && code <= 0xdfff;
      if (!isHalfCharacter) digest.update(`${branchSlug(`x${String.fromCharCode(code)}x`)}\n`);
    }
    expect(digest.digest('hex')).toBe(recorded.digestOfAllCharacters);
  });

  it.each([
    { name: 'gives nothing for a name without anything to spell', branch: '--//--', slug: '' },
    { name: 'leaves out half characters', branch: 'a\ud83db', slug: 'ab' },
    { name: 'cuts a single long word', branch: 'x'.repeat(60), slug: 'x'.repeat(50) },
    {
      name: 'takes a long hostile name',
      branch: `x${'‿-'.repeat(200_000)}x`,
      slug: `x${'_-'.repeat(24)}_`,
    },
  ])('$name', ({ branch, slug }) => {
    expect(branchSlug(branch)).toBe(slug);
  });
});
