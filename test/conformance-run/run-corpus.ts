import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runAppSetCases } from './areas/appset.ts';
import { runFlattenCases } from './areas/flatten.ts';
import { runGlobCases } from './areas/glob.ts';
import { runHealthCases } from './areas/health.ts';
import { runKstatusCases } from './areas/kstatus.ts';
import { runOrderCases } from './areas/order.ts';
import { runProjectCases } from './areas/project.ts';
import { runTemplateCases } from './areas/template.ts';
import { runWindowCases } from './areas/window.ts';
import type { AreaRunner, CaseOutcome } from './case-outcome.ts';

/** Every area of the corpus; without a runner: this version has nothing to hold against it. */
const AREAS: ReadonlyMap<string, AreaRunner | undefined> = new Map([
  ['appset', runAppSetCases],
  ['template', runTemplateCases],
  ['glob', runGlobCases],
  ['flatten', runFlattenCases],
  ['project', runProjectCases],
  ['window', runWindowCases],
  ['health', runHealthCases],
  ['kstatus', runKstatusCases],
  ['order', runOrderCases],
]);

export interface AreaOutcome {
  readonly area: string;
  /** Undefined when there is no runner. */
  readonly cases: readonly CaseOutcome[] | undefined;
}

/** Runs the areas that the folder has, one after the other. */
export async function* runCorpus(folder: string): AsyncGenerator<AreaOutcome> {
  for (const [area, run] of AREAS) {
    const path = join(folder, area);
    if (existsSync(path)) yield { area, cases: await run?.(path) };
  }
}
