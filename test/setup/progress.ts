/** Elapsed time for people: `46 s`, `9 min 30 s`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Tells on a stream what is being done, which of how many, and for how long: a line per step; on a terminal the time runs along. */
export class Progress {
  readonly #total: number;
  readonly #output: NodeJS.WriteStream;
  #step = 0;

  constructor(total: number, output: NodeJS.WriteStream = process.stderr) {
    this.#total = total;
    this.#output = output;
  }

  /** Announces a step, runs it, and says how long it took. */
  async run(what: string, step: () => Promise<void>): Promise<void> {
    this.#step++;
    const label = `set-up ${this.#step}/${this.#total}: ${what}`;
    const start = performance.now();
    const elapsed = () => formatElapsed(performance.now() - start);
    const ticking = this.#output.isTTY
      ? setInterval(() => this.#output.write(`\r${label} … ${elapsed()}  `), 1_000)
      : undefined;
    this.#output.write(`${label} …${this.#output.isTTY ? '' : '\n'}`);
    try {
      await step();
    } finally {
      clearInterval(ticking);
    }
    this.#output.write(`${this.#output.isTTY ? '\r' : ''}${label}: done after ${elapsed()}  \n`);
  }
}
