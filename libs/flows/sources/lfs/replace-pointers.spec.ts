import { describe, expect, it } from 'vitest';
import type { LfsFile } from '#core/lfs/find-excess.ts';
import { fail, succeed } from '#core/model/result.ts';
import type { GitSource, LfsSource } from '#flows/ports/sources/git-source.port.ts';
import { MemoryGit } from '#testing/sources/memory-git.ts';
import { readSourceFiles } from '../source-blobs.ts';

const version = 'version https://git-lfs.github.com/spec/v1\n';
const oid = (digit: string) => digit.repeat(64);
const pointer = (digit: string, size = 7) => `${version}oid sha256:${oid(digit)}\nsize ${size}\n`;
const repository = { url: 'https://git.example/red/apps.git', lfs: true };
const plain = { url: repository.url };

/** Git LFS that has a text for every oid, and notes what it was asked for. */
class MemoryLfs implements LfsSource {
  readonly asked: (readonly LfsFile[])[] = [];
  readonly readFiles: LfsSource['readFiles'] = async (_repository, files) => {
    this.asked.push(files);
    return succeed(new Map(files.map((file) => [file.oid, Buffer.from(`lfs-${file.oid[0]}`)])));
  };
}

async function read(files: Readonly<Record<string, string>>, address: { url: string; lfs?: boolean } = repository) {
  const git = new MemoryGit();
  const lfs = new MemoryLfs();
  git.commit('one', files);
  const tree = await git.listTree(address, 'one');
  const entries = tree.ok ? tree.value.filter(({ type }) => type === 'blob') : [];
  const source: GitSource = Object.assign(git, { lfs });
  const contents = await readSourceFiles(
    source,
    { repository: address, commit: 'one' },
    entries.map(({ id }) => id),
  );
  if (!contents.ok) return { failure: contents.failure, asked: lfs.asked };
  const texts = entries.map(({ path, id }) => [path, Buffer.from(contents.value.get(id) ?? []).toString()]);
  return { texts: Object.fromEntries(texts), asked: lfs.asked };
}

describe('files of a Repository that asks for Git LFS', () => {
  it('are what it keeps, asked for at once by path, sum and size', async () => {
    expect(await read({ 'web/a.yaml': pointer('a'), 'web/b.yaml': 'b: 1\n', 'web/c.yaml': pointer('c', 9) })).toEqual({
      texts: { 'web/a.yaml': 'lfs-a', 'web/b.yaml': 'b: 1\n', 'web/c.yaml': 'lfs-c' },
      asked: [
        [
          { path: 'web/a.yaml', oid: oid('a'), size: 7 },
          { path: 'web/c.yaml', oid: oid('c'), size: 9 },
        ],
      ],
    });
  });

  it('cost no question where there is no pointer', async () => {
    expect(await read({ 'a.yaml': 'a: 1\n' })).toEqual({ texts: { 'a.yaml': 'a: 1\n' }, asked: [] });
  });

  it.each([
    {
      name: 'a pointer without a sum',
      files: { 'a.yaml': `${version}size 7\n` },
      why: 'a.yaml is no pointer of Git LFS that names sum and size: it has other lines',
    },
    {
      name: 'a file that is too large',
      files: { 'a.yaml': pointer('a', 10_000_001) },
      why: 'Git LFS keeps more than 10000000 bytes for a.yaml: move what is not deployed out of the source',
    },
  ])('are refused before anybody is asked: $name', async ({ files, why }) => {
    const message = `cannot read ${repository.url}: ${why}`;
    expect(await read(files)).toEqual({ failure: { kind: 'refused', message }, asked: [] });
  });
});

describe('files of a Repository that does not ask for Git LFS', () => {
  it('stay pointers', async () => {
    const files = { 'a.yaml': pointer('a') };
    expect(await read(files, plain)).toEqual({ texts: files, asked: [] });
    expect(await read(files, { ...plain, lfs: false })).toEqual({ texts: files, asked: [] });
  });
});

describe('a source without Git LFS', () => {
  it('leaves pointers to whoever can say why they are of no use', async () => {
    const git = new MemoryGit();
    git.commit('one', { 'a.yaml': pointer('a') });
    const tree = await git.listTree(repository, 'one');
    const id = tree.ok ? (tree.value.find(({ path }) => path === 'a.yaml')?.id ?? '') : '';
    const contents = await readSourceFiles(git, { repository, commit: 'one' }, [id]);
    expect(contents).toEqual(succeed(new Map([[id, new TextEncoder().encode(pointer('a'))]])));
  });

  it('hears why its Git LFS cannot be read', async () => {
    const git = new MemoryGit();
    git.commit('one', { 'a.yaml': pointer('a') });
    const failure = { kind: 'unreachable', message: 'no answer' } as const;
    const lfs: LfsSource = { readFiles: async () => fail(failure) };
    const tree = await git.listTree(repository, 'one');
    const id = tree.ok ? (tree.value.find(({ path }) => path === 'a.yaml')?.id ?? '') : '';
    const source: GitSource = Object.assign(git, { lfs });
    expect(await readSourceFiles(source, { repository, commit: 'one' }, [id])).toEqual(fail(failure));
  });
});
