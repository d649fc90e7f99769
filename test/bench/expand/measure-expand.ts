import { ThreadExpander } from '#adapters/expansion/thread-expander.ts';
import { createTemplateEnvironment } from '#adapters/templating/template-environment.ts';
import { AnsweredFacts } from '#core/generators/facts/answered-facts.ts';
import { generate } from '#core/generators/generate.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import type { Application } from '#core/resources/application.ts';
import { ComparisonMemory } from '#core/targeting/comparison/comparison-memory.ts';
import { compareInSteps, type TargetChanges } from '#core/targeting/comparison/compare-targets.ts';
import type { JudgedTargets } from '#core/targeting/judge-targets.ts';
import { inTurns } from '#flows/loops/in-turns.ts';
import { type Figure, quantile } from '../figures.ts';
import { watchProcess } from '../process-watch.ts';
import { answers, CLUSTERS, clusters, DIRECTORIES, OWNER, spec, written } from './fleet-of-sets.ts';

const threadFile = new URL('../../../apps/hub/src/expansion-thread.ts', import.meta.url);
const never = new AbortController().signal;
const LABEL_CHANGES = 40;
const TOTAL = CLUSTERS * DIRECTORIES;

/** One set of 10,000 Applications through the hub's own parts: the thread that expands and judges it, and the comparison. */
class SetUnderTest {
  readonly expander = new ThreadExpander(threadFile);
  existing: readonly Application[] = [];
  private readonly memory = new ComparisonMemory();
  private readonly answers = answers();

  async expand(registered: readonly ClusterFact[]): Promise<JudgedTargets> {
    const { tenant } = OWNER;
    const facts = { clusters: { complete: true, value: registered }, answers: this.answers } as const;
    const request = { tenant, namespace: `tenant-${tenant}`, spec, ...facts };
    const outcome = await this.expander.expand('tenant-red/shop', request, never);
    if (!outcome.ok || outcome.value.kind !== 'judged') throw new Error(`not expanded: ${JSON.stringify(outcome)}`);
    return outcome.value.targets;
  }

  compare({ wanted }: JudgedTargets): Promise<TargetChanges> {
    const { existing, memory } = this;
    return inTurns(compareInSteps({ ...OWNER, wanted, refused: [], existing, keep: spec, memory }));
  }
}

/** Measures the goals of the ApplicationSet language. Everything runs in this process and its threads. */
export async function measureExpand(): Promise<Figure[]> {
  const set = new SetUnderTest();
  try {
    const registered = clusters();
    const first = await watchProcess(() => timed(() => expandAll(set, registered)));
    set.existing = first.value.result.create.map(written);
    await expandAll(set, registered);
    const again = await watchProcess(() => changeLabels(set, registered));
    const blocked = Math.max(first.use.longestBlockMs, again.use.longestBlockMs);
    return [
      { name: 'parameter sets', value: measureGenerators(registered), unit: 'per second' },
      ...speedOf(first.value.ms),
      { name: 'memory above idle', value: first.use.memoryMegabytes, unit: 'MB', goal: { atMost: 200 } },
      { name: 'one label changed, p50', value: quantile(again.value, 0.5), unit: 'ms', goal: { atMost: 50 } },
      { name: 'one label changed, p95', value: quantile(again.value, 0.95), unit: 'ms' },
      { name: 'longest block of the event loop', value: blocked, unit: 'ms', goal: { atMost: 50 } },
    ];
  } finally {
    await set.expander.close();
  }
}

/** The thread's start is part of it: a hub that has just started has none. */
async function expandAll(set: SetUnderTest, registered: readonly ClusterFact[]): Promise<TargetChanges> {
  const targets = await set.expand(registered);
  if (targets.wanted.length !== TOTAL) throw new Error(`${targets.wanted.length} Applications instead of ${TOTAL}`);
  return set.compare(targets);
}

function speedOf(ms: number): Figure[] {
  const seconds = ms / 1000;
  return [
    { name: `${TOTAL} Applications, all of it`, value: seconds, unit: 's', goal: { atMost: 2 } },
    { name: 'Applications', value: TOTAL / seconds, unit: 'per second' },
  ];
}

/** The generators alone, without threads: parameter sets per second. */
function measureGenerators(registered: readonly ClusterFact[]): number {
  const facts = new AnsweredFacts({ complete: true, value: registered }, answers());
  const engines = templateEngines(createTemplateEnvironment());
  const start = performance.now();
  const generated = generate(spec, facts, engines);
  const seconds = (performance.now() - start) / 1000;
  return generated.ok ? generated.value.length / seconds : Number.NaN;
}

/** Milliseconds from one changed label to the changes it leads to, once for each change. */
async function changeLabels(set: SetUnderTest, registered: readonly ClusterFact[]): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < LABEL_CHANGES; round += 1) {
    const changed = (round * 37) % CLUSTERS;
    const next = registered.map((cluster, index) =>
      index === changed ? { ...cluster, labels: { ...cluster.labels, note: `round-${round}` } } : cluster,
    );
    const { ms, result } = await timed(() => expandAll(set, next));
    if (result.update.length !== DIRECTORIES) throw new Error(`${result.update.length} Applications are to be updated`);
    times.push(ms);
    await expandAll(set, registered);
  }
  return times;
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
}
