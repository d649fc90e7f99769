import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureExpand } from './expand/measure-expand.ts';
import { type Figure, formatReport, isMet } from './figures.ts';

const benchmarks: ReadonlyMap<string, () => Promise<Figure[]>> = new Map([['expand', measureExpand]]);
const FOLDER = '.bench';

/** Runs one benchmark; exits 0 when its goals are met, 1 when one is missed, 2 when there is no such benchmark. */
async function main([name = '']: readonly string[]): Promise<number> {
  const measure = benchmarks.get(name);
  if (measure === undefined) {
    const known = [...benchmarks.keys()].join(', ');
    process.stderr.write(`There is no benchmark ${JSON.stringify(name)}; there are: ${known}.\n`);
    return 2;
  }
  const figures = await measure();
  const file = join(FOLDER, `${name}.json`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ benchmark: name, figures }, undefined, 2)}\n`);
  process.stdout.write(`${formatReport(name, figures)}\n`);
  return figures.every(isMet) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
