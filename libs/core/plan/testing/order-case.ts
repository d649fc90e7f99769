import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { type ObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';
import { expandHook } from '../hooks/expand-hook.ts';
import { isDeletionPhase } from '../hooks/hook-phase.ts';
import { readHook } from '../hooks/read-hook.ts';
import { namespaceToCreate } from '../order/namespace-to-create.ts';
import { orderTasks } from '../order/order-tasks.ts';
import { waveOf } from '../order/read-wave.ts';
import type { SyncTask } from '../order/sync-task.ts';
import { readObjectOptions } from '#core/sync-options/read-options.ts';

/** One case of the corpus `order`: what is wanted, what is there, and Argo CD's order of the tasks. */
export interface OrderCase {
  readonly name: string;
  readonly objects: readonly Manifest[];
  readonly live?: readonly Manifest[];
  readonly options: {
    readonly namespace: string;
    readonly pruneLast?: boolean;
    readonly createNamespace?: boolean;
    readonly skipHooks?: boolean;
    readonly revision?: string;
    readonly startedAt?: string;
  };
  readonly tasks: readonly ExpectedTask[];
}

type ExpectedTask = ObjectKey & {
  readonly phase: string;
  readonly wave: number;
  readonly hook?: boolean;
  readonly prune?: boolean;
};

/** The tasks in our order, as text. */
export function orderOf(orderCase: OrderCase): string[] {
  const placed = orderTasks(tasksOf(orderCase));
  return placed.map(({ task: { key, manifest }, phase, wave }) =>
    describeTask({
      ...key,
      phase,
      wave,
      hook: manifest !== undefined && readHook(manifest).kind === 'hook',
      prune: manifest === undefined,
    }),
  );
}

/** Those of the case, as text. */
export function expectedOrderOf({ tasks }: OrderCase): string[] {
  return tasks.map(describeTask);
}

function tasksOf(orderCase: OrderCase): SyncTask[] {
  const applies = [
    ...namespaceTask(orderCase),
    ...orderCase.objects.flatMap((manifest) => desiredTasks(manifest, orderCase)),
  ];
  const wanted = new Set(applies.map(({ key }) => objectKeyId(key)));
  // What a sync leaves of its hooks is never pruned with the objects.
  const prunable = (orderCase.live ?? []).filter((live) => readHook(live).kind === 'object');
  const removals = prunable.map((live) => ({
    key: keyOf(live, orderCase),
    phase: 'Sync' as const,
    wave: waveOf(live),
    pruneLast: orderCase.options.pruneLast === true || readObjectOptions(live).options.get('PruneLast') === 'true',
  }));
  return [...applies, ...removals.filter(({ key }) => !wanted.has(objectKeyId(key)))];
}

function namespaceTask({ objects, options }: OrderCase): SyncTask[] {
  const manifest = options.createNamespace ? namespaceToCreate(options.namespace, objects) : undefined;
  return manifest === undefined ? [] : [{ key: objectKeyOf(manifest), phase: 'PreSync', wave: 0, manifest }];
}

function desiredTasks(manifest: Manifest, orderCase: OrderCase): SyncTask[] {
  const { skipHooks = false, revision = '', startedAt = '1970-01-01T00:00:00Z' } = orderCase.options;
  const role = readHook(manifest);
  if (role.kind === 'skipped') return [];
  if (role.kind === 'object')
    return [{ key: keyOf(manifest, orderCase), phase: 'Sync', wave: waveOf(manifest), manifest }];
  const hooks = skipHooks ? [] : expandHook(manifest, { revision, startedAtSeconds: Date.parse(startedAt) / 1000 });
  return hooks
    .filter(({ phase }) => !isDeletionPhase(phase))
    .map(({ phase, manifest: named }) => ({
      key: keyOf(named, orderCase),
      phase,
      wave: waveOf(named),
      manifest: named,
    }));
}

/** Argo CD's engine gives cluster-scoped objects, too, the namespace of the Application. */
function keyOf(object: Manifest, { options }: OrderCase): ObjectKey {
  return { ...objectKeyOf(object), namespace: object.metadata.namespace ?? options.namespace };
}

function describeTask({ phase, wave, kind, name, hook = false, prune = false }: ExpectedTask): string {
  return `${phase} ${wave} ${kind} ${name}${hook ? ' hook' : ''}${prune ? ' prune' : ''}`;
}
