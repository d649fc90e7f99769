import type { RepositoryAddress } from '#flows/ports/git-source.port.ts';
import { assertNever, fail, type Result, succeed } from '#core/model/result.ts';
import type { GitLimits } from './git-limits.ts';
import { explainFailure, type GitTrouble } from './output/explain-failure.ts';
import { credentialEnvironment, gitEnvironment } from './process/git-environment.ts';
import type { GitHome } from './process/git-home.ts';
import { type GitOutcome, runGit } from './process/run-git.ts';

interface ClientOptions {
  readonly home: GitHome;
  /** The few variables of our own environment that git may see: PATH, proxies, certificate files. */
  readonly inherited: Readonly<Record<string, string>>;
  readonly limits: GitLimits;
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

/** Runs git for one cache folder: commands that talk to a server, with its credentials, and local ones, without. */
export class GitClient {
  readonly limits: GitLimits;
  readonly #home: GitHome;
  readonly #inherited: Readonly<Record<string, string>>;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor({ home, inherited, limits }: ClientOptions) {
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
    return this.#explain(await this.#talk(address, this.#home.folder, args, this.limits.listDeadlineMs, signal));
  }

  async fetch({ address, folder, refspecs, options, signal }: FetchCommand): Promise<Result<string, GitTrouble>> {
    const fixed = ['--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--force'];
    const args = ['fetch', ...fixed, ...options, '--', address.url, ...refspecs];
    return this.#explain(await this.#talk(address, folder, args, this.limits.fetchDeadlineMs, signal));
  }

  /** A command on a mirror alone. */
  async local(folder: string, args: readonly string[], signal?: AbortSignal): Promise<GitOutcome> {
    return this.#track({ folder, args, environment: this.environment, deadlineMs: this.limits.readDeadlineMs, signal });
  }

  /** Ends all that runs and waits for it; what comes later is aborted at once. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
  }

  #talk(
    address: RepositoryAddress,
    folder: string,
    args: readonly string[],
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<GitOutcome> {
    const environment = { ...this.environment, ...credentialEnvironment(this.#home, address) };
    return this.#track({ folder, args, environment, deadlineMs, signal });
  }

  async #track(command: {
    folder: string;
    args: readonly string[];
    environment: Record<string, string>;
    deadlineMs: number;
    signal: AbortSignal | undefined;
  }) {
    const signal =
      command.signal === undefined ? this.#closing.signal : AbortSignal.any([command.signal, this.#closing.signal]);
    const running = runGit(this.#home.binary, { ...command, signal, maxOutputBytes: this.limits.outputBytes });
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
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
