import { type Manifest, objectKeyOf } from '#core/model/manifest.ts';
import { type ObjectKey, objectKeyId } from '#core/model/object-key.ts';
import { orderTasks } from '#core/plan/order/order-tasks.ts';
import { waveOf } from '#core/plan/order/read-wave.ts';
import type { SyncTask } from '#core/plan/order/sync-task.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface OrderCase extends LineCase {
  readonly objects: readonly Manifest[];
  readonly live?: readonly Manifest[];
  readonly options: { readonly namespace: string; readonly pruneLast?: boolean; readonly createNamespace?: boolean };
  readonly tasks: readonly ExpectedTask[];
}

type ExpectedTask = ObjectKey & { readonly phase: string; readonly wave: number; readonly prune?: boolean };

export const runOrderCases = lineCases<OrderCase>((orderCase) => {
  const placed = orderTasks(tasksOf(orderCase)).map(({ task, wave }) => ({ ...task.key, wave, prune: !task.manifest }));
  return difference(placed.map(describeTask), orderCase.tasks.map(describeTask));
}, whyNotRun);

/** What a plan of this version does not have. */
function whyNotRun({ objects, live = [], options }: OrderCase): string | undefined {
  const all = [...objects, ...live];
  if (all.some(isHook)) return 'hooks';
  if (options.pruneLast || all.some(isPruneLast)) return 'PruneLast';
  return options.createNamespace ? 'CreateNamespace' : undefined;
}

function isHook({ metadata }: Manifest): boolean {
  const annotations = metadata.annotations ?? {};
  return 'argocd.argoproj.io/hook' in annotations || 'helm.sh/hook' in annotations;
}

function isPruneLast({ metadata }: Manifest): boolean {
  return metadata.annotations?.['argocd.argoproj.io/sync-options']?.includes('PruneLast=true') ?? false;
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

/** Argo CD's engine gives cluster-scoped objects, too, the namespace of the Application. */
function keyOf(object: Manifest, { options }: OrderCase): ObjectKey {
  return { ...objectKeyOf(object), namespace: object.metadata.namespace ?? options.namespace };
}

function describeTask({ wave, kind, name, prune = false }: Omit<ExpectedTask, 'phase'>): string {
  return `${wave} ${kind} ${name}${prune ? ' prune' : ''}`;
}
