import { type Figure, median } from '../figures.ts';
import { type RequestCounts, sumOf } from '../request-counts.ts';
import { OBJECTS_EACH } from './engine-world.ts';
import type { SyncRequests } from './sync-requests.ts';
import type { Run } from './turns/turns.ts';

/** The goal of issue 6: Nabe's own work may add this much to what the API servers need. */
const MOST_OVERHEAD = 1.15;

export interface Counted {
  readonly run: Run;
  readonly requests: SyncRequests;
}

export interface Compared extends Counted {
  readonly loop: Run;
}

export interface MeasuredSyncs {
  /** The first sync that changes everything after hub and worker were started. */
  readonly early: Compared | undefined;
  readonly created: Compared;
  readonly changed: readonly Compared[];
  readonly unchanged: Counted;
}

/** `count`: of the Applications. */
export function figuresOf(count: number, { early, created, changed, unchanged }: MeasuredSyncs): Figure[] {
  const last = changed.at(-1) ?? created;
  return [
    ...timeFigures('new objects', count, [created]),
    ...timeFigures('all changed', count, changed),
    ...(early === undefined ? [] : [earlyFigure(early)]),
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

function earlyFigure({ run, loop }: Compared): Figure {
  return { name: 'all changed, just started, times the bare loop', value: run.ms / loop.ms, unit: '×' };
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
