import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Manifest, objectKeyOf } from '#core/model/manifest.ts';
import { type ObjectKey, objectKeyId } from '#core/model/object-key.ts';
import { orderTasks } from './order-tasks.ts';
import { waveOf } from './read-wave.ts';
import type { SyncTask } from './sync-task.ts';

interface OrderCase {
  readonly name: string;
  readonly objects: readonly Manifest[];
  readonly live?: readonly Manifest[];
  readonly options: { readonly namespace: string; readonly pruneLast?: boolean; readonly createNamespace?: boolean };
  readonly tasks: readonly (ObjectKey & { readonly phase: string; readonly wave: number; readonly prune?: boolean })[];
}

const corpus = new URL('../../../../test/conformance/order/cases.jsonl', import.meta.url);
const cases = readFileSync(corpus, 'utf8')
  .trim()
  .split('\n')
  .map((line): OrderCase => JSON.parse(line));

/** Hooks, PruneLast and CreateNamespace are not part of a plan yet. */
const covered = cases.filter(
  ({ objects, live = [], options }) =>
    !options.pruneLast &&
    !options.createNamespace &&
    ![...objects, ...live].some((object) => isHook(object) || isPruneLast(object)),
);

function isHook({ metadata }: Manifest): boolean {
  const annotations = metadata.annotations ?? {};
  return 'argocd.argoproj.io/hook' in annotations || 'helm.sh/hook' in annotations;
}

function isPruneLast({ metadata }: Manifest): boolean {
  return metadata.annotations?.['argocd.argoproj.io/sync-options']?.includes('PruneLast=true') ?? false;
}

/** Argo CD's engine gives cluster-scoped objects, too, the namespace of the Application. */
function keyOf(object: Manifest, { options }: OrderCase): ObjectKey {
  return { ...objectKeyOf(object), namespace: object.metadata.namespace ?? options.namespace };
}

function tasksOf(orderCase: OrderCase): SyncTask[] {
  const applies = orderCase.objects.map((manifest) => ({
    key: keyOf(manifest, orderCase),
    wave: waveOf(manifest),
    manifest,
  }));
  const wanted = new Set(applies.map(({ key }) => objectKeyId(key)));
  const removals = (orderCase.live ?? []).map((live) => ({ key: keyOf(live, orderCase), wave: waveOf(live) }));
  return [...applies, ...removals.filter(({ key }) => !wanted.has(objectKeyId(key)))];
}

function describeOrder(tasks: readonly (ObjectKey & { wave: number; prune?: boolean | undefined })[]): string[] {
  return tasks.map(({ wave, kind, name, prune }) => `${wave} ${kind} ${name}${prune ? ' prune' : ''}`);
}

describe('orderTasks', () => {
  it('is held against a good part of the corpus', () => {
    expect(covered.length).toBeGreaterThanOrEqual(21);
  });

  it.each(covered.map((orderCase) => ({ name: orderCase.name, orderCase })))(
    'orders $name as Argo CD',
    ({ orderCase }) => {
      const placed = orderTasks(tasksOf(orderCase)).map(({ task, wave }) => ({
        ...task.key,
        wave,
        prune: !task.manifest,
      }));
      expect(describeOrder(placed)).toEqual(describeOrder(orderCase.tasks));
    },
  );
});
