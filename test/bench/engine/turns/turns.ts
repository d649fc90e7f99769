import { setTimeout as sleep } from 'node:timers/promises';
import { type CpuUse, cpuBetween, cpuTogether } from './cpu-use.ts';

/** Work that can be made to stand still. */
export interface Contender {
  /** Begins at once; resolves when all of it is done. */
  run(): Promise<void>;
  hold(): void;
  release(): void;
}

/** What a contender needed, without the turns of the other. */
export interface Run {
  readonly ms: number;
  readonly cpu: CpuUse;
}

/**
 * Long beside what is under way when a turn ends, short beside the minute in which a virtual machine becomes faster or slower, and beside
 * the deadlines of Nabe, whose clocks go on while it stands still: in turns of two seconds a hub loses its Lease.
 */
const TURN_MS = 1000;

/** Runs both to their ends on one machine, never at the same time, each for a moment and then the other: so both meet the same machine. */
export async function runInTurns(
  contenders: readonly [Contender, Contender],
  readCpu: () => CpuUse,
  turnMs = TURN_MS,
): Promise<readonly [Run, Run]> {
  const [one, other] = [new Turns(contenders[0], readCpu), new Turns(contenders[1], readCpu)];
  while (!one.isOver || !other.isOver) {
    await one.take(other.isOver ? undefined : turnMs);
    await other.take(one.isOver ? undefined : turnMs);
  }
  return [one, other];
}

/** Likewise without anybody else. */
export async function runAlone(contender: Contender, readCpu: () => CpuUse): Promise<Run> {
  const turns = new Turns(contender, readCpu);
  await turns.take();
  return turns;
}

class Turns implements Run {
  readonly #contender: Contender;
  readonly #readCpu: () => CpuUse;
  #running: Promise<void> | undefined;
  isOver = false;
  ms = 0;
  cpu: CpuUse = new Map();

  constructor(contender: Contender, readCpu: () => CpuUse) {
    this.#contender = contender;
    this.#readCpu = readCpu;
  }

  /** Without a length it is the last turn: nobody else wants one. */
  async take(turnMs?: number): Promise<void> {
    if (this.isOver) return;
    const [cpuBefore, start] = [this.#readCpu(), performance.now()];
    const running = this.#continue();
    await (turnMs === undefined ? running : Promise.race([running, sleep(turnMs)]));
    if (!this.isOver) this.#contender.hold();
    this.ms += performance.now() - start;
    this.cpu = cpuTogether(this.cpu, cpuBetween(cpuBefore, this.#readCpu()));
  }

  #continue(): Promise<void> {
    if (this.#running !== undefined) this.#contender.release();
    this.#running ??= this.#runToTheEnd();
    return this.#running;
  }

  async #runToTheEnd(): Promise<void> {
    await this.#contender.run();
    this.isOver = true;
  }
}
