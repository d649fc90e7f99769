import type { Figure } from '../figures.ts';
import { BareSyncs } from './loop/bare-syncs.ts';
import { type CpuUse, describeCpu, readCpuUse } from './turns/cpu-use.ts';
import { EngineWorld, type PreparedChange, tell } from './engine-world.ts';
import { type Compared, type Counted, figuresOf, type MeasuredSyncs } from './sync-figures.ts';
import { countSyncRequests, describeRequests } from './sync-requests.ts';
import { type Contender, type Run, runAlone, runInTurns } from './turns/turns.ts';

export interface SyncSizes {
  readonly applications: number;
  /** Syncs of everything before those that count: hubs and workers run for weeks, and V8 compiles what runs often while it runs. */
  readonly warmups: number;
  readonly rounds: number;
}

/**
 * A full sync of so many Applications against a bare loop that sends the same requests to clusters of its own, in turns of moments, so that
 * both meet the same machine; and the requests of each sync as the API servers count them.
 */
export async function measureSync({ applications, warmups, rounds }: SyncSizes): Promise<Figure[]> {
  const twin = await EngineWorld.start(applications);
  try {
    await twin.syncAll('first');
    await twin.untilQuiet();
    await twin.stopPrograms();
    const engine = await EngineWorld.start(applications);
    try {
      await engine.syncAll('first');
      const bare = await BareSyncs.prepare(twin);
      return figuresOf(applications, await new Duel(engine, bare).run(warmups, rounds));
    } finally {
      await engine.stop();
    }
  } finally {
    await twin.stop();
  }
}

/** Nabe against the bare loop: both are warmed up together, so that their API servers have the same behind them. */
class Duel {
  private readonly engine: EngineWorld;
  private readonly bare: BareSyncs;

  constructor(engine: EngineWorld, bare: BareSyncs) {
    this.engine = engine;
    this.bare = bare;
  }

  async run(warmups: number, rounds: number): Promise<MeasuredSyncs> {
    const [early] = await this.changeEverything('warm-up', warmups);
    // Their inventories are full now: what is written of new objects is as long.
    await this.imitate();
    await this.engine.removeAll();
    const created = await this.compare('new objects', await this.engine.changeOfAll('new'), this.bare.creationOfAll());
    const changed = await this.changeEverything('all changed', rounds);
    return { early, created, changed, unchanged: await this.changeNothing() };
  }

  private async changeEverything(what: string, times: number): Promise<Compared[]> {
    const rounds: Compared[] = [];
    for (let round = 0; round < times; round += 1) {
      const value = `${what.replace(' ', '-')}-${round}`;
      await this.imitate();
      rounds.push(await this.compare(what, await this.engine.changeOfAll(value), this.bare.changeOfAll(value)));
    }
    return rounds;
  }

  private async imitate(): Promise<void> {
    this.bare.imitate(await this.engine.world.applications());
  }

  private async changeNothing(): Promise<Counted> {
    const { engine, readCpu } = this;
    const comment = await engine.prepare(comments(engine), 'Say more');
    const [run, requests] = await countSyncRequests(engine, () => runAlone(comment, readCpu));
    await engine.assertSynced(comment.commit);
    tell(`nothing changed: ${describeRun(run)}; ${describeRequests(requests)}`);
    return { run, requests };
  }

  private async compare(what: string, nabe: PreparedChange, loop: Contender): Promise<Compared> {
    const { engine, readCpu } = this;
    const [[run, bareRun], requests] = await countSyncRequests(engine, () => runInTurns([nabe, loop], readCpu));
    await engine.assertSynced(nabe.commit);
    const times = (run.ms / bareRun.ms).toFixed(2);
    tell(
      `${what}: ${describeRun(run)}; ${describeRequests(requests)}\nbare loop: ${describeRun(bareRun)}; ${times} times`,
    );
    return { run, requests, loop: bareRun };
  }

  private readonly readCpu = (): CpuUse => readCpuUse([this.engine.world, this.bare.world]);
}

function describeRun({ ms, cpu }: Run): string {
  return `${Math.round(ms)} ms; CPU: ${describeCpu(cpu)}`;
}

/** Another text in every directory, so that all inputs are new and all objects as before. */
function comments({ applications }: EngineWorld): Record<string, string> {
  return Object.fromEntries(
    applications.map(({ cluster, name }) => [`apps/${cluster}/${name}/README.md`, `More on ${name}\n`]),
  );
}
