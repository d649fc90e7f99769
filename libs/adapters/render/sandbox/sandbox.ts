import { join } from 'node:path';
import { ReadyWalls } from './ready-walls.ts';
import { RenderSlots } from './render-slots.ts';
import { defaultSandboxLimits, type SandboxLimits } from './sandbox-limits.ts';
import type { SandboxOutcome, SandboxRun } from './sandbox-run.ts';

export interface SandboxOptions {
  /** Folder of this process for an empty mount point. */
  readonly cacheFolder: string;
  /** Runs at once. */
  readonly concurrency: number;
  readonly limits?: Partial<SandboxLimits>;
}

/**
 * Runs renderers behind a wall (docs/adr/0012): namespaces without network and without any other process, a root of their own that
 * has only the program and the given files, all of it read-only and in memory, and limits on time, memory, output and processes. A run
 * that says so has the network (docs/adr/0017).
 * The end of a run, or of this process, ends all of it. There is no way to run without the wall.
 */
export class Sandbox {
  readonly #walls: ReadyWalls;
  readonly #slots: RenderSlots;
  #isClosed = false;

  constructor({ cacheFolder, concurrency, limits }: SandboxOptions) {
    this.#walls = new ReadyWalls({
      mountPoint: join(cacheFolder, 'sandbox'),
      limits: { ...defaultSandboxLimits, ...limits },
    });
    this.#slots = new RenderSlots(concurrency);
  }

  /** Waits for a slot, then runs the program to its end or to the first limit that it breaks. */
  async run(run: SandboxRun): Promise<SandboxOutcome> {
    if ([run.folder, ...run.args].some((text) => text.includes('\0')))
      return { kind: 'failed', errorText: 'Error: no argument of a program can hold a zero byte', exitCode: null };
    return this.#slots.use(() => (this.#isClosed ? { kind: 'stopped' } : this.#runNow(run)));
  }

  /** Ends every run and waits until it is gone; every later one is `stopped`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#walls.close();
  }

  async #runNow(run: SandboxRun): Promise<SandboxOutcome> {
    const hasNetwork = run.outside !== undefined;
    const wall = this.#walls.take(run.program, hasNetwork);
    try {
      // The few that use the network are not waited for.
      return await wall.run(run, () => (hasNetwork ? undefined : this.#walls.prepare(run.program)));
    } finally {
      this.#walls.giveBack(wall);
    }
  }
}
