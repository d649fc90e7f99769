import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { processStart } from '../../setup/process-start.ts';
import { formatReaperLine, type RecordedFolder, type RecordedProcess } from './reaper-lines.ts';

/**
 * The fleet's end of the pipe to its reaper (see `reaper.ts`). What is recorded here ends and disappears with the fleet, also when
 * the process that owns the fleet is killed.
 */
export class Guard {
  readonly #reaper: ChildProcess;
  #closed = false;

  private constructor(reaper: ChildProcess) {
    this.#reaper = reaper;
  }

  static async start(): Promise<Guard> {
    const script = fileURLToPath(new URL('../reaper.ts', import.meta.url));
    const reaper = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'pipe', 'inherit'], cwd: '/' });
    await Promise.race([once(reaper.stdout, 'data'), once(reaper, 'exit').then(failToStart)]);
    reaper.unref();
    for (const stream of [reaper.stdin, reaper.stdout]) if (stream instanceof Socket) stream.unref();
    return new Guard(reaper);
  }

  /** Records a process that was started detached, so that it leads its own process group. */
  ownProcess(pid: number, firstSignal: RecordedProcess['firstSignal']): void {
    const start = processStart(pid);
    if (start !== undefined) this.#record({ kind: 'process', pid, start, firstSignal });
  }

  /** Records a folder by its absolute path, best before it is made. */
  ownFolder(path: string): void {
    this.#record({ kind: 'folder', path });
  }

  /** Ends and removes all that was recorded; resolves when nothing is left. A second call waits for the first. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#reaper.ref();
    this.#reaper.stdin?.end();
    if (this.#reaper.exitCode === null && this.#reaper.signalCode === null) await once(this.#reaper, 'exit');
  }

  /** Throws when the fleet is stopped. Asked before a process is started, which otherwise nobody would end. */
  assertOpen(): void {
    if (this.#closed) throw new Error('The fleet is stopped: nothing more can be started in it');
  }

  #record(entry: RecordedProcess | RecordedFolder): void {
    this.assertOpen();
    this.#reaper.stdin?.write(formatReaperLine(entry));
  }
}

function failToStart(): never {
  throw new Error('The reaper of the fleet ended at once; its message is above');
}
