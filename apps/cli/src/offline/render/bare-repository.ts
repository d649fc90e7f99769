import { execFile } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseRefs } from '#adapters/git/output/parse-refs.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { completeCommit, resolveRevision } from '#core/revisions/resolve-revision.ts';

const deadlineMs = 120_000;
const mostOutputBytes = 100_000_000;

/** Whether a folder holds a repository without files that are checked out. */
export async function isBareRepository(folder: string): Promise<boolean> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return ['HEAD', 'objects', 'refs'].every((name) => names.includes(name));
}

/**
 * Checks out what a revision of a bare repository means, in a new folder below `place`, as a worker reads it: submodules are empty, and
 * no filters or hooks of anybody run. Answers the folder. Fails with the end of a sentence about the repository.
 */
export async function checkOutBare(bare: string, revision: string, place: string): Promise<Result<string, string>> {
  try {
    const commit = await findCommit(bare, revision || 'HEAD');
    if (!commit.ok) return commit;
    const folder = await mkdtemp(join(place, 'checkout-'));
    await git(['clone', '--quiet', '--shared', '--no-checkout', '--template=', '--', bare, folder]);
    await git(['-C', folder, 'checkout', '--quiet', '--detach', commit.value, '--']);
    return succeed(folder);
  } catch (error) {
    return fail(`cannot be read by git: ${error instanceof Error ? error.message.trim() : String(error)}`);
  }
}

async function findCommit(bare: string, revision: string): Promise<Result<string, string>> {
  const found = resolveRevision(parseRefs(await git(['ls-remote', '--', bare])), revision);
  const settled = found.kind === 'abbreviated' ? completeCommit(found, await commitsFrom(bare, found.prefix)) : found;
  if (settled.kind === 'commit') return succeed(settled.commit);
  if (settled.kind === 'ambiguous')
    return fail(`means several commits by ${revision}: ${settled.meanings.join(', ')}; name one of them in full`);
  return fail(`has no revision ${revision}`);
}

async function commitsFrom(bare: string, prefix: string): Promise<string[]> {
  const listed = await git(['-C', bare, 'rev-list', '--branches', '--tags']);
  return listed.split('\n').filter((commit) => commit.startsWith(prefix));
}

/** With nobody's configuration. */
async function git(args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const fixed = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.autocrlf=false', '-c', 'safe.directory=*'];
  const options = { env, timeout: deadlineMs, maxBuffer: mostOutputBytes };
  return (await promisify(execFile)('git', [...fixed, ...args], options)).stdout;
}
