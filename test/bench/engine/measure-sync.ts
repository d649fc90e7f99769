import { type Figure, median } from '../figures.ts';
import { type RequestCounts, sumOf } from '../request-counts.ts';
import { BareSyncs } from './loop/bare-syncs.ts';
import { describeCpu, readCpuUse } from './turns/cpu-use.ts';
import { EngineWorld, OBJECTS_EACH, type PreparedChange, tell } from './engine-world.ts';
import { countSyncRequests, describeRequests, type SyncRequests } from './sync-requests.ts';
import { type Contender, type Run, runAlone, runInTurns } from './turns/turns.ts';

/** The goal of issue 6: Nabe's own work may add this much to what the API servers need. */
const MOST_OVERHEAD = 1.15;

/**
 * A full sync of so many Applications against a bare loop that sends the same requests to clusters of its own, in turns of moments, so that
 * both meet the same machine; and the requests of each sync as the API servers count them.
 */
export async function measureSync(count: number, rounds: number): Promise<Figure[]> {
  const twin = await EngineWorld.start(count);
  try {
    await twin.syncAll('first');
    await twin.untilQuiet();
    await twin.stopPrograms();
    const engine = await EngineWorld.start(count);
    try {
      return figuresOf(count, await measureRounds(engine, twin, rounds));
    } finally {
      await engine.stop();
    }
  } finally {
    await twin.stop();
  }
}

interface Measured {
  readonly created: Compared;
  readonly changed: readonly Compared[];
  readonly unchanged: Counted;
}

interface Counted {
  readonly run: Run;
  readonly requests: SyncRequests;
}

interface Compared extends Counted {
  readonly loop: Run;
}

/** `twin`: what Nabe has made, without Nabe. */
async function measureRounds(engine: EngineWorld, twin: EngineWorld, rounds: number): Promise<Measured> {
  const bare = await BareSyncs.prepare(twin);
  const readCpu = () => readCpuUse([engine.world, twin.world]);
  const compare = async (what: string, nabe: PreparedChange, loop: Contender): Promise<Compared> => {
    const [[run, bareRun], requests] = await countSyncRequests(engine, () => runInTurns([nabe, loop], readCpu));
    await engine.assertSynced(nabe.commit);
    tell(`${what}: ${describeRun(run)}; ${describeRequests(requests)}\nbare loop: ${describeRun(bareRun)}`);
    return { run, requests, loop: bareRun };
  };
  const created = await compare('new objects', await engine.changeOfAll('first'), bare.creationOfAll());
  const changed: Compared[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const change = await engine.changeOfAll(`round-${round}`);
    changed.push(await compare('all changed', change, bare.changeOfAll(`bare-${round}`)));
  }
  const comment = await engine.prepare(comments(engine), 'Say more');
  const [run, requests] = await countSyncRequests(engine, () => runAlone(comment, readCpu));
  await engine.assertSynced(comment.commit);
  tell(`nothing changed: ${describeRun(run)}; ${describeRequests(requests)}`);
  return { created, changed, unchanged: { run, requests } };
}

function figuresOf(count: number, { created, changed, unchanged }: Measured): Figure[] {
  const last = changed.at(-1) ?? created;
  return [
    ...timeFigures('new objects', count, [created]),
    ...timeFigures('all changed', count, changed),
    ...requestFigures(count, created, last, unchanged),
    ...cpuFigures(
      'for a changed Application',
      count,
      changed.map(({ run }) => run),
    ),
    ...cpuFigures(
      'in the bare loop',
      count,
      changed.map(({ loop }) => loop),
    ),
    ...cpuFigures('for an unchanged Application', count, [unchanged.run]),
  ];
}

function timeFigures(what: string, count: number, rounds: readonly Compared[]): Figure[] {
  const ratio = median(rounds.map(({ run, loop }) => run.ms / loop.ms));
  return [
    { name: `${count} Applications, ${what}`, value: medianSeconds(rounds.map(({ run }) => run)), unit: 's' },
    { name: `bare loop, ${what}`, value: medianSeconds(rounds.map(({ loop }) => loop)), unit: 's' },
    { name: `${what}, times the bare loop`, value: ratio, unit: '×', goal: { atMost: MOST_OVERHEAD } },
  ];
}

function medianSeconds(runs: readonly Run[]): number {
  return median(runs.map(({ ms }) => ms / 1000));
}

function requestFigures(count: number, created: Counted, changed: Counted, unchanged: Counted): Figure[] {
  const objects = count * OBJECTS_EACH;
  const forEach = (counts: RequestCounts) => sumOf(counts) / objects;
  const writes = ({ requests }: Counted) => (sumOf(requests.management) - requests.healthWrites) / count;
  return [
    { name: 'spoke requests for a new object', value: forEach(created.requests.spokes), ...most(1) },
    { name: 'spoke requests for a changed object', value: forEach(changed.requests.spokes), ...most(1) },
    { name: 'spoke requests for an unchanged object', value: forEach(unchanged.requests.spokes), ...most(0) },
    { name: 'writes for a new Application', value: writes(created), ...most(2) },
    { name: 'writes for a changed Application', value: writes(changed), ...most(1) },
    { name: 'writes of health for a new one', value: created.requests.healthWrites / count, unit: '' },
  ];
}

function most(atMost: number): Pick<Figure, 'unit' | 'goal'> {
  return { unit: '', goal: { atMost } };
}

/** Medians of the rounds, of the parts that have used any. */
function cpuFigures(when: string, count: number, runs: readonly Run[]): Figure[] {
  const parts = [...(runs[0]?.cpu.keys() ?? [])];
  const used = (part: string) => median(runs.map(({ cpu }) => ((cpu.get(part) ?? 0) * 1000) / count));
  return parts
    .map((part) => ({ name: `CPU of ${part} ${when}`, value: used(part), unit: 'ms' }))
    .filter(({ value }) => value > 0);
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
