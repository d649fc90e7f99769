import * as fc from 'fast-check';
import { assessHealth } from '#core/health/assess-health.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { HealthScripts } from '#flows/ports/health-scripts.port.ts';
import type { ArgoCheck } from './argo-checks.ts';
import { randomObjects } from './random-objects.ts';

export interface Comparison {
  readonly rounds: number;
  readonly seed: number;
}

/** An object that is judged in two ways. */
export interface Difference {
  /** What Argo CD's script says: its status, `nothing`, or `error: …`. */
  readonly wanted: string;
  readonly got: string;
  readonly object: JsonObject;
}

const MOST_DIFFERENCES = 5;

/** Differences of as many kinds as there are, up to five, each with the object of the fewest changes that has it. */
export async function compareCheck(
  check: ArgoCheck,
  scripts: HealthScripts,
  { rounds, seed }: Comparison,
): Promise<Difference[]> {
  const found = new Map<string, Difference>();
  const objects = randomObjects(check);
  while (found.size < MOST_DIFFERENCES) {
    const isKnown = ({ wanted, got }: Difference) => found.has(`${wanted} ${got}`);
    const agrees = async (object: JsonObject) => {
      const difference = await compareObject(check, object, scripts);
      return difference === undefined || isKnown(difference);
    };
    const { counterexample } = await fc.check(fc.asyncProperty(objects, agrees), { numRuns: rounds, seed });
    const difference = counterexample && (await compareObject(check, counterexample[0], scripts));
    if (!difference) break;
    found.set(`${difference.wanted} ${difference.got}`, difference);
  }
  return [...found.values()];
}

/** Where the script fails, Unknown is right. A message may be any, but not be missing where the script has one. */
async function compareObject(
  { script }: ArgoCheck,
  object: JsonObject,
  scripts: HealthScripts,
): Promise<Difference | undefined> {
  const answer = await scripts.judge(script, object);
  const ours = assessHealth(object);
  const got = ours?.status ?? 'nothing';
  if (!answer.ok) return got === 'Unknown' ? undefined : { wanted: `error: ${answer.failure}`, got, object };
  const wanted = answer.value?.status ?? 'nothing';
  if (wanted !== got) return { wanted, got, object };
  const isSilent = ours?.message === '' && answer.value?.message !== '';
  return isSilent ? { wanted: `${wanted}, with a message`, got: 'silence', object } : undefined;
}
