import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '#core/model/canonical-json.ts';
import { type AreaRunner, type CaseOutcome, runCase } from './case-outcome.ts';

/** A case that is one line of a `.jsonl` file. */
export interface LineCase {
  readonly name: string;
}

/**
 * Runs every line of every `.jsonl` file of an area. `whyNotRun` names what this version lacks for a case, else it is held
 * against its answer.
 */
export function lineCases<T extends LineCase>(
  check: (lineCase: T, file: string) => string | undefined,
  whyNotRun: (lineCase: T, file: string) => string | undefined = () => undefined,
): AreaRunner {
  return async (folder) => {
    const outcomes: CaseOutcome[] = [];
    const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
    for (const file of files.toSorted()) {
      for (const lineCase of readLines<T>(join(folder, file))) {
        const why = whyNotRun(lineCase, file);
        if (why === undefined) outcomes.push(await runCase(lineCase.name, () => check(lineCase, file)));
        else outcomes.push({ name: lineCase.name, verdict: 'not-run', why });
      }
    }
    return outcomes;
  };
}

function readLines<T extends LineCase>(path: string): T[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const lineCase: T = JSON.parse(line);
      return [lineCase];
    } catch (error) {
      throw new Error(`${path}:${index + 1} is no JSON`, { cause: error });
    }
  });
}

/** What differs, or undefined when both are equal as JSON. */
export function difference(actual: unknown, expected: unknown): string | undefined {
  const [given, wanted] = [canonicalJson(actual ?? null), canonicalJson(expected ?? null)];
  return given === wanted ? undefined : `expected ${wanted}\n     but got ${given}`;
}
