import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Guard } from './guard.ts';

export interface ProgramOptions {
  /** Used in error messages and for the log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Replaces the environment; the default is PATH and HOME only, so that the caller's settings change nothing. */
  readonly env?: NodeJS.ProcessEnv;
  /** Output of every start is appended here. */
  readonly logFile: string;
  readonly guard: Guard;
  /** See `RecordedProcess.firstSignal`. */
  readonly firstSignal?: 'SIGTERM' | 'SIGKILL';
}

/** One running program of the fleet, in a process group of its own, recorded with the reaper, its output in a log file. */
export class Program {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #ended: Promise<void>;
  #end: string | undefined;

  constructor(options: ProgramOptions) {
    this.name = options.name;
    this.#logFile = options.logFile;
    options.guard.assertOpen();
    const log = openSync(options.logFile, 'a');
    const env = options.env ?? { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    this.#child = spawn(options.command, options.args, { detached: true, env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#ended = new Promise((resolve) => {
      const finish = (reason: string) => {
        this.#end ??= reason;
        resolve();
      };
      this.#child.once('error', (error) => finish(`${this.name} could not be started: ${error.message}`));
      this.#child.once('exit', (code, signal) => finish(`${this.name} ended with ${signal ?? `code ${code}`}`));
    });
    this.#child.unref();
    if (this.#child.pid !== undefined) options.guard.ownProcess(this.#child.pid, options.firstSignal ?? 'SIGKILL');
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** How it ended, as half a sentence; undefined while it runs. */
  get end(): string | undefined {
    return this.#end;
  }

  /** Sends the signal unless it has ended already, and waits for the end. */
  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.#end !== undefined) return;
    this.#child.ref();
    this.#child.kill(signal);
    await this.#ended;
  }

  /** Stops it and its children where they are, until they are released. */
  hold(): void {
    this.#signalGroup('SIGSTOP');
  }

  release(): void {
    this.#signalGroup('SIGCONT');
  }

  /** The last lines of its log. */
  logTail(lines = 15): string {
    const text = readFileSync(this.#logFile, 'utf8').trimEnd();
    return `The log of ${this.name} ends with:\n${text.split('\n').slice(-lines).join('\n')}`;
  }

  /** It was started detached: its process group has its number. */
  #signalGroup(signal: NodeJS.Signals): void {
    if (this.#end === undefined && this.pid !== undefined) process.kill(-this.pid, signal);
  }
}
