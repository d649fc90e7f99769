import { type Figure, quantile } from '../figures.ts';
import { type RequestCounts, sumOf } from '../request-counts.ts';
import { BareSyncs } from './bare-syncs.ts';
import { type BareRun, type Counted, countedSync, timedLoop } from './counted-sync.ts';
import { EngineWorld, OBJECTS_EACH } from './engine-world.ts';

/** The goal of issue 6: Nabe's own work may add this much to what the API servers need. */
const MOST_OVERHEAD = 1.15;

/**
 * A full sync of so many Applications against a bare loop that sends the same requests, taking turns so that both meet the same
 * machine; and the requests of each sync as the API servers count them.
 */
export async function measureSync(count: number, rounds: number): Promise<Figure[]> {
  const engine = await EngineWorld.start(count);
  try {
    const first = await countedSync('new objects', engine, () => engine.syncAll('first'));
    const changes: Counted[] = [];
    const bare = await BareSyncs.prepare(engine);
    const loops: BareRun[] = [];
    const bareNew = await withoutPrograms(engine, () => timedLoop(engine, () => bare.create()));
    const starts: Counted[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Hub and worker were started a moment ago, while the bare loop has run for minutes: code that runs is compiled by and by.
      starts.push(await countedSync('all changed after a start', engine, () => engine.syncAll(`start-${round}`)));
      changes.push(await countedSync('all changed', engine, () => engine.syncAll(`round-${round}`)));
      loops.push(await withoutPrograms(engine, () => timedLoop(engine, () => bare.change(`bare-${round}`))));
    }
    const unchanged = await countedSync('nothing changed', engine, () => engine.push(comments(engine), 'Say more'));
    return figuresOf(count, { first, starts, changes, unchanged, loops, bareNew });
  } finally {
    await engine.stop();
  }
}

interface Measured {
  readonly first: Counted;
  /** The first syncs of a hub and worker just started. */
  readonly starts: readonly Counted[];
  /** Those after them. */
  readonly changes: readonly Counted[];
  readonly unchanged: Counted;
  readonly loops: readonly BareRun[];
  readonly bareNew: BareRun;
}

function figuresOf(count: number, { first, starts, changes, unchanged, loops, bareNew }: Measured): Figure[] {
  const objects = count * OBJECTS_EACH;
  const [changeMs, startMs, loopMs] = [medianMs(changes), medianMs(starts), medianMs(loops)];
  const forEach = (counts: RequestCounts) => sumOf(counts) / objects;
  const writesOf = ({ management, healthChanges }: Counted) => (sumOf(management) - healthChanges) / count;
  const last = changes.at(-1) ?? first;
  return [
    { name: `${count} Applications, new objects`, value: first.ms / 1000, unit: 's' },
    { name: 'bare loop, new objects', value: bareNew.ms / 1000, unit: 's' },
    {
      name: 'new objects, times the bare loop',
      value: first.ms / bareNew.ms,
      unit: '×',
      goal: { atMost: MOST_OVERHEAD },
    },
    { name: `${count} Applications, all objects changed`, value: changeMs / 1000, unit: 's' },
    { name: 'bare loop, all objects changed', value: loopMs / 1000, unit: 's' },
    { name: 'all changed, times the bare loop', value: changeMs / loopMs, unit: '×', goal: { atMost: MOST_OVERHEAD } },
    { name: 'likewise right after a start', value: startMs / loopMs, unit: '×' },
    { name: 'spoke requests for a new object', value: forEach(first.spokes), unit: '', goal: { atMost: 1 } },
    { name: 'spoke requests for a changed object', value: forEach(last.spokes), unit: '', goal: { atMost: 1 } },
    {
      name: 'spoke requests for an unchanged object',
      value: forEach(unchanged.spokes),
      unit: '',
      goal: { atMost: 0 },
    },
    { name: 'writes for a new Application', value: writesOf(first), unit: '', goal: { atMost: 2 } },
    { name: 'writes for a changed Application', value: writesOf(last), unit: '', goal: { atMost: 1 } },
    { name: 'changes of health written for a new one', value: first.healthChanges / count, unit: '' },
    ...cpuFigures('for a changed Application', last, count),
    ...cpuFigures('in the bare loop', loops.at(-1) ?? bareNew, count),
    ...cpuFigures('for an unchanged Application', unchanged, count),
  ];
}

/** Of the parts that have used any. */
function cpuFigures(when: string, { cpu }: Pick<BareRun, 'cpu'>, count: number): Figure[] {
  const used = [...cpu].filter(([, seconds]) => seconds > 0);
  return used.map(([part, seconds]) => ({
    name: `CPU of ${part} ${when}`,
    value: (seconds * 1000) / count,
    unit: 'ms',
  }));
}

/** The bare loop has the machine and the API servers for itself. */
async function withoutPrograms<T>(engine: EngineWorld, work: () => Promise<T>): Promise<T> {
  await engine.stopPrograms();
  const value = await work();
  await engine.startPrograms();
  return value;
}

/** Another text in every directory, so that all inputs are new and all objects as before. */
function comments({ applications }: EngineWorld): Record<string, string> {
  return Object.fromEntries(
    applications.map(({ cluster, name }) => [`apps/${cluster}/${name}/README.md`, `More on ${name}\n`]),
  );
}

function medianMs(runs: readonly BareRun[]): number {
  return median(runs.map(({ ms }) => ms));
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
