import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureDrift } from './engine/measure-drift.ts';
import { measureIdle } from './engine/measure-idle.ts';
import { measureRestart } from './engine/measure-restart.ts';
import { measureSync } from './engine/measure-sync.ts';
import { measureExpand } from './expand/measure-expand.ts';
import { type Figure, formatReport, isMet } from './figures.ts';
import { measureRender } from './render/measure-render.ts';

/** Sizes that a benchmark may be told. */
interface Sizes {
  /** Undefined: as the goal has it. */
  readonly applications: number | undefined;
  readonly warmups: number;
  readonly rounds: number;
  readonly minutes: number;
}

type Measure = (sizes: Sizes) => Promise<Figure[]>;

const benchmarks: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ['expand', measureExpand],
  ['render', measureRender],
  ['sync', ({ applications = 1000, ...sizes }) => measureSync({ applications, ...sizes })],
  ['drift', ({ applications = 5000 }) => measureDrift(applications)],
  ['idle', ({ applications = 5000, minutes }) => measureIdle(applications, minutes)],
  ['restart', ({ applications = 5000 }) => measureRestart(applications)],
]);
const FOLDER = '.bench';
const options = {
  applications: { type: 'string' },
  warmups: { type: 'string', default: '6' },
  rounds: { type: 'string', default: '5' },
  minutes: { type: 'string', default: '10' },
} as const;

/** Runs one benchmark; exits 0 when its goals are met, 1 when one is missed, 2 when there is no such benchmark. */
async function main(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  const [name = ''] = positionals;
  const measure = benchmarks.get(name);
  if (measure === undefined) {
    const known = [...benchmarks.keys()].join(', ');
    process.stderr.write(`There is no benchmark ${JSON.stringify(name)}; there are: ${known}.\n`);
    return 2;
  }
  const { applications, warmups, rounds, minutes } = values;
  const figures = await measure({
    applications: applications === undefined ? undefined : Number(applications),
    warmups: Number(warmups),
    rounds: Number(rounds),
    minutes: Number(minutes),
  });
  const file = join(FOLDER, `${name}.json`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ benchmark: name, figures }, undefined, 2)}\n`);
  process.stdout.write(`${formatReport(name, figures)}\n`);
  return figures.every(isMet) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
