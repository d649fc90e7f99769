import { expect, it } from 'vitest';
import { MemoryGit } from '#testing/sources/memory-git.ts';
import { readSourceTree } from './source-trees.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const source = { repository: { url: 'https://git.example/red/apps.git' }, commit };

it('makes one tree for all who ask at once', async () => {
  const git = new MemoryGit();
  git.commit(commit, { 'web/a.yaml': 'a', 'web.yaml': 'b' });

  const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => readSourceTree(git, source)));
  if (first?.ok !== true) throw new Error('it cannot be read');
  expect(others.every((read) => read.ok && read.value === first.value)).toBe(true);
  expect(first.value.below('web').map(({ path }) => path)).toEqual(['web/a.yaml']);
});
