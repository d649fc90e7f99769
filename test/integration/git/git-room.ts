import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MirrorGitSource, type MirrorGitSourceOptions } from '#adapters/git/mirror-git-source.ts';
import type { GitLimits } from '#adapters/git/git-limits.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { LocalGit, type LocalRepository } from '../../fleet/git/local-git.ts';

const run = promisify(execFile);

/** A git server and git sources for one spec file, in one temporary folder. */
export class GitRoom {
  readonly server: LocalGit;
  readonly #folder: string;
  readonly #sources: MirrorGitSource[] = [];

  private constructor(server: LocalGit, folder: string) {
    this.server = server;
    this.#folder = folder;
  }

  static async open(): Promise<GitRoom> {
    const folder = await mkdtemp(join(tmpdir(), 'nabe-git-'));
    return new GitRoom(await LocalGit.start({ binary: 'git', folder: join(folder, 'server') }), folder);
  }

  /** `cache` names the cache folder; the same name is the same folder. */
  async source(
    cache: string,
    limits: Partial<GitLimits> = {},
    more: Pick<MirrorGitSourceOptions, 'otherHosts' | 'send'> = {},
  ): Promise<MirrorGitSource> {
    const environment = { PATH: process.env['PATH'] ?? '' };
    const source = await MirrorGitSource.open({ cacheFolder: this.cacheFolder(cache), environment, limits, ...more });
    this.#sources.push(source);
    return source;
  }

  cacheFolder(cache: string): string {
    return join(this.#folder, cache);
  }

  /** The only mirror in a cache. */
  async mirrorFolder(cache: string): Promise<string> {
    const mirrors = join(this.cacheFolder(cache), 'mirrors');
    const [name = ''] = await readdir(mirrors);
    return join(mirrors, name);
  }

  /** Runs git on a repository of the server, past HTTP. */
  async onServer({ path }: LocalRepository, args: readonly string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', path, ...args]);
    return stdout.trim();
  }

  /** Makes a commit of one hand-made tree on `main`: lines as `git mktree` reads them. */
  async commitTree({ path }: LocalRepository, lines: readonly string[]): Promise<string> {
    const making = run('git', ['-C', path, 'mktree', '--missing', '-z']);
    making.child.stdin?.end(lines.map((line) => `${line}\0`).join(''));
    const tree = (await making).stdout.trim();
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
    const { stdout } = await run('git', ['-C', path, ...identity, 'commit-tree', '-m', 'made by hand', tree]);
    await run('git', ['-C', path, 'update-ref', 'refs/heads/main', stdout.trim()]);
    return stdout.trim();
  }

  async storeBlob({ path }: LocalRepository, content: string): Promise<string> {
    const storing = run('git', ['-C', path, 'hash-object', '-w', '--stdin']);
    storing.child.stdin?.end(content);
    return (await storing).stdout.trim();
  }

  async close(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.close()));
    await this.server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** An HTTP server on a free port of 127.0.0.1. */
export async function listen(listener: RequestListener): Promise<{ port: number; stop: () => void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: address.port, stop };
}

export function addressOf({ url, username, password }: LocalRepository): RepositoryAddress {
  return { url, credentials: { kind: 'basic', username, password } };
}
