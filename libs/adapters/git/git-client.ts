import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { assertNever, fail, type Result, succeed } from '#core/model/result.ts';
import type { GitLimits } from './git-limits.ts';
import { explainFailure, type GitTrouble } from './output/explain-failure.ts';
import { type Login, openAccess } from './access/open-access.ts';
import { Logins } from './access/logins.ts';
import { runOverSsh } from './access/run-over-ssh.ts';
import type { SendRequest } from './http/send-request.ts';
import { gitEnvironment } from './process/git-environment.ts';
import type { GitHome } from './process/git-home.ts';
import { type GitCommand, type GitOutcome, runGit } from './process/run-git.ts';
import { WorkUnderWay } from './process/work-under-way.ts';

interface ClientOptions {
  readonly home: GitHome;
  /** The few variables of our own environment that git may see: PATH, proxies, certificate files. */
  readonly inherited: Readonly<Record<string, string>>;
  readonly limits: GitLimits;
  readonly send: SendRequest;
}

export interface FetchCommand {
  readonly address: RepositoryAddress;
  /** The mirror. */
  readonly folder: string;
  readonly refspecs: readonly string[];
  /** Further options of `git fetch`. */
  readonly options: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

type Command = Omit<GitCommand, 'maxOutputBytes'>;
type RemoteCommand = Omit<Command, 'environment'>;

/** Runs git for one cache folder: commands that talk to a server, with its credentials, and local ones, without. */
export class GitClient {
  readonly limits: GitLimits;
  /** As whom servers are asked. */
  readonly logins: Logins;
  readonly #home: GitHome;
  readonly #inherited: Readonly<Record<string, string>>;
  readonly #work = new WorkUnderWay();
  /** Addresses whose server has taken the login. */
  readonly #welcomed = new WeakSet<RepositoryAddress>();

  constructor({ home, inherited, limits, send }: ClientOptions) {
    this.logins = new Logins(send);
    this.#home = home;
    this.#inherited = inherited;
    this.limits = limits;
  }

  /** The environment of local processes. */
  get environment(): Readonly<Record<string, string>> {
    return gitEnvironment(this.#home, this.#inherited);
  }

  async listRefs(address: RepositoryAddress, signal?: AbortSignal): Promise<Result<string, GitTrouble>> {
    const args = ['ls-remote', '--', address.url];
    return this.#talk(address, { folder: this.#home.folder, args, deadlineMs: this.limits.listDeadlineMs, signal });
  }

  async fetch({ address, folder, refspecs, options, signal }: FetchCommand): Promise<Result<string, GitTrouble>> {
    const fixed = ['--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--force'];
    const args = ['fetch', ...fixed, ...options, '--', address.url, ...refspecs];
    return this.#talk(address, { folder, args, deadlineMs: this.limits.fetchDeadlineMs, signal });
  }

  /** A command on a mirror alone. */
  async local(folder: string, args: readonly string[], signal?: AbortSignal): Promise<GitOutcome> {
    return this.#track({ folder, args, environment: this.environment, deadlineMs: this.limits.readDeadlineMs, signal });
  }

  /** What the repository's ssh server prints when it runs a command. */
  runOverSsh(address: RepositoryAddress, command: string, signal?: AbortSignal): Promise<Result<string, GitTrouble>> {
    const { listDeadlineMs: deadlineMs } = this.limits;
    const ending = { deadlineMs, signal: this.#work.until(signal) };
    return this.#work.note(runOverSsh(this.#home, this.environment, { address, command, ...ending }));
  }

  /** Ends all that runs and waits for it; what comes later is aborted at once. */
  close(): Promise<void> {
    return this.#work.end();
  }

  /**
   * A command that talks to the repository's server, as whom its credentials say. A server that has taken a login once is shown it unasked
   * from then on, which saves a refused request and two processes that answer git's questions; what fails so is tried as the first time.
   */
  async #talk(address: RepositoryAddress, command: RemoteCommand): Promise<Result<string, GitTrouble>> {
    const login = await this.logins.loginFor(address);
    if (!login.ok) return login;
    if (this.#welcomed.delete(address)) {
      const answer = await this.#talkAs(address, login.value, command, true);
      if (answer.ok) this.#welcomed.add(address);
      if (answer.ok || answer.failure.kind === 'no-commit' || command.signal?.aborted) return answer;
    }
    const answer = await this.#talkAs(address, login.value, command, false);
    if (answer.ok && login.value !== undefined) this.#welcomed.add(address);
    if (!answer.ok && answer.failure.kind === 'unauthorized') this.logins.forget(address);
    return answer;
  }

  async #talkAs(
    address: RepositoryAddress,
    login: Login | undefined,
    command: RemoteCommand,
    isUnasked: boolean,
  ): Promise<Result<string, GitTrouble>> {
    const access = await openAccess(this.#home, address, login, isUnasked);
    try {
      return this.#explain(
        await this.#track({ ...command, environment: { ...this.environment, ...access.environment } }),
      );
    } finally {
      await access.close();
    }
  }

  #track(command: Command): Promise<GitOutcome> {
    const signal = this.#work.until(command.signal);
    return this.#work.note(runGit(this.#home.binary, { ...command, signal, maxOutputBytes: this.limits.outputBytes }));
  }

  #explain(outcome: GitOutcome): Result<string, GitTrouble> {
    switch (outcome.kind) {
      case 'done':
        return succeed(outcome.output);
      case 'failed':
        return fail(explainFailure(outcome.exitCode, outcome.standardError));
      case 'late':
        return fail({ kind: 'unreachable', why: 'its server did not finish its answer in time' });
      case 'too-much-output':
        return fail({ kind: 'unreachable', why: `its server sent more than ${this.limits.outputBytes} bytes of refs` });
      case 'aborted':
        return fail({ kind: 'unreachable', why: 'the request was given up before it ended' });
      default:
        return assertNever(outcome);
    }
  }
}
