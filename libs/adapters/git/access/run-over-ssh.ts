import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { explainFailure, type GitTrouble } from '../output/explain-failure.ts';
import type { GitHome } from '../process/git-home.ts';
import { runProgram } from '../process/run-program.ts';
import { sshPlaceOf } from '../repository-url.ts';
import { openAccess } from './open-access.ts';

interface SshCommand {
  /** In canonical form. */
  readonly address: RepositoryAddress;
  /** One line for the server's shell: whoever makes it quotes what is in it. */
  readonly command: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a command prints that the repository's server runs, logged in as git would be. `broken`: the command itself failed there. */
export async function runOverSsh(
  home: GitHome,
  environment: Readonly<Record<string, string>>,
  { address, command, deadlineMs, signal }: SshCommand,
): Promise<Result<string, GitTrouble>> {
  const { destination, port } = sshPlaceOf(address.url);
  const access = await openAccess(home, address, undefined);
  try {
    if (access.sshConfig === undefined) throw new Error(`${address.url} is no address of ssh`);
    const ended = await runProgram('ssh', {
      args: ['-F', access.sshConfig, ...(port === undefined ? [] : ['-p', port]), '--', destination, command],
      folder: home.folder,
      environment: { ...environment, ...access.environment },
      deadlineMs,
      signal,
    });
    if (ended.kind === 'late')
      return fail({ kind: 'unreachable', why: 'its server did not finish its answer in time' });
    if (ended.kind === 'missing')
      return fail({
        kind: 'unreachable',
        why: 'ssh is not installed where Nabe runs: the platform team has to add it',
      });
    return ended.exitCode === 0 ? succeed(ended.output) : fail(explainFailure(ended.exitCode, ended.standardError));
  } finally {
    await access.close();
  }
}
