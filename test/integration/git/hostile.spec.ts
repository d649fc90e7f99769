import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import type { GitLimits } from '#adapters/git/git-limits.ts';
import type { LocalRepository } from '../../fleet/git/local-git.ts';
import { addressOf, GitRoom } from './git-room.ts';

let room: GitRoom;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

const nowhere = '0123456789012345678901234567890123456789';

/** Lines of `git mktree`, made with what the repository stores. */
type Lines = (parts: {
  blob: (content: string) => Promise<string>;
  tree: (lines: readonly string[]) => Promise<string>;
}) => Promise<string[]>;

async function treeOf(repository: LocalRepository, lines: readonly string[]): Promise<string> {
  return room.onServer(repository, ['rev-parse', `${await room.commitTree(repository, lines)}^{tree}`]);
}

/** What becomes of a repository with this tree: the paths, or the failure. */
async function read(name: string, lines: Lines, limits: Partial<GitLimits> = {}) {
  const repository = await room.server.createRepository(name);
  const made = await lines({
    blob: (content) => room.storeBlob(repository, content),
    tree: (inner) => treeOf(repository, inner),
  });
  const commit = await room.commitTree(repository, made);
  const source = await room.source(name, limits);
  const ensured = await source.ensureCommit(addressOf(repository), commit);
  const tree = await source.listTree(addressOf(repository), commit);
  const fetches = room.server.requestCounts(name).fetch;
  return { ensured, tree, fetches, subject: `cannot read ${repository.url}: `, commit };
}

const dotGit: Lines = async ({ blob, tree }) => {
  const config = await blob('[core]\n\tfsmonitor = "touch /tmp/owned"\n');
  return [`040000 tree ${await tree([`100644 blob ${config}\tconfig`])}\t.git`];
};

const modules =
  (text: string): Lines =>
  async ({ blob }) => [`100644 blob ${await blob(text)}\t.gitmodules`, `160000 commit ${nowhere}\tvendor`];

const submodule = (url: string) => `[submodule "vendor"]\n\tpath = vendor\n\turl = ${url}\n`;

describe('a hostile repository', () => {
  it.each<{ name: string; lines: Lines; why: string }>([
    { name: "brings git's own folder", lines: dotGit, why: 'holds a path named .git' },
    {
      name: "brings git's own folder in another case",
      lines: async ({ tree, blob }) => [`040000 tree ${await tree([`100644 blob ${await blob('x')}\tconfig`])}\t.GIT`],
      why: 'holds a path named .git',
    },
    {
      name: "brings git's own folder as Windows shortens it",
      lines: async ({ tree, blob }) => [`040000 tree ${await tree([`100644 blob ${await blob('x')}\tconfig`])}\tgit~1`],
      why: 'holds a path named .git',
    },
    {
      name: "brings git's own folder as macOS reads it",
      lines: async ({ tree, blob }) => [
        `040000 tree ${await tree([`100644 blob ${await blob('x')}\tconfig`])}\t.g\u200Cit`,
      ],
      why: 'holds a path named .git',
    },
    {
      name: 'climbs out of the tree',
      lines: async ({ tree, blob }) => [`040000 tree ${await tree([`100644 blob ${await blob('x')}\ta`])}\t..`],
      why: 'holds a path named ".."',
    },
    {
      name: 'names a submodule by an option',
      lines: modules(submodule('-u./payload')),
      why: 'names a submodule whose address is an option or a command',
    },
    {
      name: 'puts a submodule where an option is read',
      lines: modules('[submodule "vendor"]\n\tpath = -u\n\turl = https://example.com/a\n'),
      why: 'names a submodule whose path is an option',
    },
    {
      name: 'names a submodule so that it climbs',
      lines: modules('[submodule "../../hooks"]\n\tpath = vendor\n\turl = https://example.com/a\n'),
      why: 'names a submodule whose name climbs out of its folder',
    },
    {
      name: 'has a submodule run a command',
      lines: modules('[submodule "vendor"]\n\tpath = vendor\n\turl = https://example.com/a\n\tupdate = !id\n'),
      why: 'names a submodule that runs a command',
    },
    {
      name: 'hides its submodules behind a link',
      lines: async ({ blob }) => [`120000 blob ${await blob('config')}\t.gitmodules`],
      why: 'has .gitmodules as a symbolic link',
    },
  ])('that $name is refused, whole and at once', async ({ name, lines, why }) => {
    const { ensured, tree, fetches, subject } = await read(name.replaceAll(/[^a-z]/gi, '-'), lines);
    expect(ensured).toMatchObject({ ok: false, failure: { kind: 'refused', message: expect.stringContaining(why) } });
    expect(!ensured.ok && ensured.failure.message.startsWith(`${subject}object `)).toBe(true);
    // The second look costs no second transfer.
    expect(tree).toEqual(ensured);
    expect(fetches).toBe(1);
  });

  it('that git lets pass is refused by its paths', async () => {
    const { ensured, commit, subject } = await read('streams', async ({ blob }) => [
      `100644 blob ${await blob('x')}\ta\\.git\\config`,
    ]);
    expect(ensured).toMatchObject({ ok: false, failure: { kind: 'refused' } });
    const path = JSON.stringify('a\\.git\\config');
    const isOurs =
      !ensured.ok && ensured.failure.message.startsWith(`${subject}commit ${commit} holds the path ${path}`);
    const isGits = !ensured.ok && ensured.failure.message.includes('holds a path named .git');
    expect(isOurs || isGits).toBe(true);
  });

  it('with too many files is refused, and says how many are too many', async () => {
    const many: Lines = async ({ blob }) => {
      const id = await blob('x');
      return Array.from({ length: 20 }, (_, index) => `100644 blob ${id}\tf${index}`);
    };
    const { ensured, subject, commit } = await read('many', many, { treeEntries: 10 });
    expect(ensured).toEqual({
      ok: false,
      failure: { kind: 'refused', message: `${subject}commit ${commit} has more than 10 files and folders` },
    });
  });

  it('with a tree that unfolds beyond measure is refused', async () => {
    const bomb: Lines = async ({ blob, tree }) => {
      let lines = [`100644 blob ${await blob('x')}\tx`];
      for (let depth = 0; depth < 6; depth += 1) {
        const inner = await tree(lines);
        lines = Array.from({ length: 10 }, (_, index) => `040000 tree ${inner}\td${index}`);
      }
      return lines;
    };
    const { ensured, subject, commit } = await read('bomb', bomb, { outputBytes: 1_000_000 });
    expect(ensured).toEqual({
      ok: false,
      failure: { kind: 'refused', message: `${subject}commit ${commit} has too many files` },
    });
  });

  it('is read without a word of the host: no configuration, helper or rewritten address of whoever runs Nabe', async () => {
    const repository = await room.server.createRepository('home');
    const commit = await room.server.commit('home', { files: { 'a.yaml': 'a: 1\n' }, message: 'first' });
    const home = room.cacheFolder('home-of-somebody');
    const marker = join(home, 'marker');
    await mkdir(home, { recursive: true });
    const settings = [
      `[credential]\n\thelper = "!touch ${marker}; false"`,
      `[core]\n\tsshCommand = touch ${marker}\n\tfsmonitor = touch ${marker}\n\thooksPath = ${home}`,
      '[url "http://127.0.0.1:1/"]\n\tinsteadOf = http://',
      '[protocol]\n\tallow = always',
    ];
    await writeFile(join(home, '.gitconfig'), settings.join('\n'));
    const source = await MirrorGitSource.open({
      cacheFolder: room.cacheFolder('homeless'),
      environment: { PATH: process.env['PATH'] ?? '', HOME: home },
    });
    const tree = await source.listTree(addressOf(repository), commit);
    await source.close();
    expect(tree.ok && [...tree.value].map(({ path }) => path)).toEqual(['', 'a.yaml']);
    await expect(access(marker)).rejects.toThrow('ENOENT');
  });

  it('runs nothing: no filter, no hook, no attribute', async () => {
    const marker = join(room.cacheFolder('attributes'), 'marker');
    const lines: Lines = async ({ blob }) => [
      `100644 blob ${await blob('* filter=evil diff=evil\n')}\t.gitattributes`,
      `100644 blob ${await blob(`[filter "evil"]\n\tsmudge = touch ${marker}\n`)}\t.gitconfig`,
      `100644 blob ${await blob('a: 1\n')}\ta.yaml`,
    ];
    const { tree } = await read('attributes', lines);
    expect(tree.ok && [...tree.value].map(({ path }) => path)).toEqual(['', '.gitattributes', '.gitconfig', 'a.yaml']);
    await expect(access(marker)).rejects.toThrow('ENOENT');
    const mirror = await room.mirrorFolder('attributes');
    expect(await readdir(mirror)).not.toContain('hooks');
  });
});
