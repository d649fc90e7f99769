import { describe, expect, it } from 'vitest';
import { explainLfsPointer } from './explain-pointer.ts';

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';

describe('explainLfsPointer', () => {
  it.each([
    { name: 'a manifest that is a pointer', path: 'web/a.yaml', text: pointer, isOne: true },
    { name: 'a picture that is a pointer', path: 'web/logo.png', text: pointer, isOne: false },
    { name: 'a manifest about LFS', path: 'web/a.yaml', text: `# ${pointer}`, isOne: false },
  ])('takes $name for what it is', ({ path, text, isOne }) => {
    expect(explainLfsPointer({ path, content: new TextEncoder().encode(text) })).toBe(
      isOne
        ? 'web/a.yaml is kept in Git LFS, which is not read: set spec.lfs of its Repository, or commit the file itself (git lfs migrate export --include=web/a.yaml)'
        : undefined,
    );
  });
});
