import { mkdirSync } from 'node:fs';
import type { SandboxLimits } from './sandbox-limits.ts';
import { Wall } from './wall.ts';

/** A wall that nobody wanted for this long is taken down. Unit: milliseconds. */
const idleMs = 60_000;

export interface ReadyWallsOptions {
  /** Made when it is not there; stays empty. */
  readonly mountPoint: string;
  readonly limits: SandboxLimits;
}

/** Keeps a wall ready for each program that was wanted lately: putting one up takes as long as a small rendering. */
export class ReadyWalls {
  readonly #options: ReadyWallsOptions;
  readonly #ready = new Map<string, { readonly wall: Wall; readonly timer: NodeJS.Timeout }>();
  readonly #standing = new Set<Wall>();
  #isClosed = false;

  constructor(options: ReadyWallsOptions) {
    this.#options = options;
  }

  /** A wall for one run, ready or being put up; the caller's until it is given back. Those with a network are never kept ready. */
  take(program: string, hasNetwork: boolean): Wall {
    if (hasNetwork) return this.#putUp(program, true);
    const ready = this.#ready.get(program);
    if (ready === undefined) return this.#putUp(program);
    clearTimeout(ready.timer);
    this.#ready.delete(program);
    if (ready.wall.isStanding) return ready.wall;
    this.#standing.delete(ready.wall);
    return this.#putUp(program);
  }

  /** Has a wall put up for the next run of the program. */
  prepare(program: string): void {
    if (this.#isClosed || this.#ready.has(program)) return;
    const wall = this.#putUp(program);
    const timer = setTimeout(() => void this.#takeDown(program), idleMs).unref();
    this.#ready.set(program, { wall, timer });
  }

  /** After its run. */
  giveBack(wall: Wall): void {
    this.#standing.delete(wall);
  }

  /** Ends every wall, with what runs behind it, and waits until all are gone. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { timer } of this.#ready.values()) clearTimeout(timer);
    await Promise.all([...this.#standing].map((wall) => wall.stop()));
  }

  #putUp(program: string, hasNetwork = false): Wall {
    const { mountPoint, limits } = this.#options;
    mkdirSync(mountPoint, { recursive: true, mode: 0o755 });
    const wall = new Wall({ mountPoint, program, limits, hasNetwork, isRoot: process.getuid?.() === 0 });
    this.#standing.add(wall);
    return wall;
  }

  async #takeDown(program: string): Promise<void> {
    const ready = this.#ready.get(program);
    if (ready === undefined) return;
    this.#ready.delete(program);
    await ready.wall.stop();
    this.#standing.delete(ready.wall);
  }
}
