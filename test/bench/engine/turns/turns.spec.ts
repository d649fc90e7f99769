import { beforeEach, describe, expect, it } from 'vitest';
import { type Contender, type Run, runAlone, runInTurns } from './turns.ts';

/** Is done in its last turn, and notes when it begins and ceases to run. */
class Worker implements Contender {
  private readonly name: string;
  private readonly spans: string[];
  private readonly done = Promise.withResolvers<void>();
  private turns: number;

  constructor(name: string, turns: number, spans: string[]) {
    this.name = name;
    this.turns = turns;
    this.spans = spans;
  }

  async run(): Promise<void> {
    this.take('runs');
    await this.done.promise;
  }

  hold(): void {
    this.spans.push(`${this.name} is held`);
  }

  release(): void {
    this.take('goes on');
  }

  private take(how: string): void {
    this.spans.push(`${this.name} ${how}`);
    this.turns -= 1;
    if (this.turns === 0) this.done.resolve();
  }
}

describe('runInTurns', () => {
  const turnMs = 1;
  let spans: string[];
  let used: number;
  /** Every look finds one more second. */
  const readCpu = () => new Map([['all', (used += 1)]]);
  const turnsOf = ({ cpu }: Run) => cpu.get('all');

  beforeEach(() => {
    [spans, used] = [[], 0];
  });

  it('never lets both run, and counts for each what was used in its own turns', async () => {
    const runs = await runInTurns([new Worker('one', 3, spans), new Worker('other', 2, spans)], readCpu, turnMs);
    expect(runs.map(turnsOf)).toEqual([3, 2]);
    expect(spans).toEqual([
      'one runs',
      'one is held',
      'other runs',
      'other is held',
      'one goes on',
      'one is held',
      'other goes on',
      'one goes on',
    ]);
  });

  it('lets one that is alone run without a pause', async () => {
    const run = await runAlone(new Worker('one', 1, spans), readCpu);
    expect([turnsOf(run), ...spans]).toEqual([1, 'one runs']);
  });

  it('rejects with the error of a contender', async () => {
    const nothing = () => undefined;
    const broken: Contender = { run: () => Promise.reject(new Error('broken')), hold: nothing, release: nothing };
    await expect(runInTurns([broken, new Worker('other', 2, spans)], readCpu, turnMs)).rejects.toThrow('broken');
  });
});
