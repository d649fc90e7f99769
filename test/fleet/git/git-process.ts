import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

/** Environment of every git of the fleet: nothing of the user's or the machine's configuration has a say. */
export function gitEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/** Runs git to its end with `input` on its standard input; gives its standard output, or throws with what it said. */
export async function runGit(binary: string, home: string, args: readonly string[], input = ''): Promise<string> {
  const git = spawn(binary, args, { env: gitEnvironment(home), stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(git, 'close');
  // A git that fails early stops reading; what it says then tells more than the broken pipe.
  git.stdin.on('error', () => undefined).end(input);
  const [output, problems] = await Promise.all([buffer(git.stdout), buffer(git.stderr), ended]);
  if (git.exitCode !== 0) throw new Error(`git ${args.join(' ')} failed: ${problems.toString().trim()}`);
  return output.toString();
}
