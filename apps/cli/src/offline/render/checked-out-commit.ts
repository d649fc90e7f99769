import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const noCommit = '0'.repeat(40);
const deadlineMs = 10_000;

/** The commit that a folder has checked out; forty zeros where the folder is no checkout of its own. */
export async function checkedOutCommit(folder: string): Promise<string> {
  try {
    const run = promisify(execFile);
    const { stdout } = await run('git', ['-C', folder, 'rev-parse', '--show-prefix', 'HEAD'], { timeout: deadlineMs });
    // A folder inside of a checkout has a prefix, and is a part of another repository.
    const [prefix = '', commit = ''] = stdout.split('\n');
    return prefix === '' && /^[0-9a-f]{40}$/.test(commit) ? commit : noCommit;
  } catch {
    // No git, or no checkout: the files count all the same.
    return noCommit;
  }
}
