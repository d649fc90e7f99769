import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { Application } from '#core/resources/application.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { findManualHold } from '#core/sync-target/sync-decisions.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { TurnTaker } from '../../loops/turn-taker.ts';
import { repositoryKey } from '../../repositories/repository-lookup.ts';
import { assessInputs, findSourceRepositories } from '../inputs/assess-inputs.ts';
import type { SyncPorts } from '../sync-ports.ts';

/** What becomes of objects that an Application has no use for any more. */
export interface Handover {
  /** Without the objects that another Application of the tenant waits for: they are left on the cluster for it. */
  readonly inventory: readonly InventoryEntry[];
  /** Why nothing may be pruned yet. */
  readonly wait?: Blocker | undefined;
}

/** Some twenty minutes; an Application that nobody syncs for so long must not keep others from pruning. */
const MOST_WAITS = 10;

/**
 * Looks whether objects that `application` no longer wants have moved, in git, to another Application of its tenant on the same cluster.
 * Such an object is handed over instead of deleted. While another one has not seen the newest commit yet, it may still turn out to
 * want one of them. `surplus`: ids of objects that would be pruned.
 */
export async function settleHandovers(
  application: Application,
  inventory: readonly InventoryEntry[],
  surplus: ReadonlySet<string>,
  cluster: string,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<Handover> {
  if (surplus.size === 0) return { inventory };
  const taken = new Set<string>();
  const mayWait = (application.status.operation?.attempts ?? 0) < MOST_WAITS;
  for await (const sibling of siblingsOf(application, cluster, ports)) {
    if (signal.aborted) break;
    const { news } = ports.siblings;
    const state = await look(sibling, ports, signal);
    if (state === 'pending' && mayWait) return { inventory, wait: waitsFor(sibling) };
    const { contested } = sibling.status.operation ?? {};
    if (state === 'settled') for (const id of contested ?? []) taken.add(id);
    if (state === 'settled' && contested === undefined) ports.siblings.noteContent(sibling, news);
  }
  const isHandedOver = (entry: InventoryEntry) => surplus.has(objectKeyId(entry)) && taken.has(objectKeyId(entry));
  return { inventory: inventory.filter((entry) => !isHandedOver(entry)) };
}

/** Applications of the tenant that are synced to the same cluster from one of the same repositories, and have to be asked. */
async function* siblingsOf(
  application: Application,
  cluster: string,
  { controlPlane, siblings }: SyncPorts,
): AsyncGenerator<Application> {
  const place = controlPlane.view('Cluster').get({ namespace: SYSTEM_NAMESPACE, name: cluster });
  if (place === undefined) return;
  const own = new Set(findSourceRepositories(application, controlPlane).map(repositoryKey));
  const turns = new TurnTaker();
  for (const name of siblings.find(application.metadata, place, own)) {
    // Others ask the same ones at the same time.
    if (siblings.isContent(name)) continue;
    await turns.pass();
    const sibling = controlPlane.view('Application').get(name);
    if (sibling === undefined) continue;
    if (findSourceRepositories(sibling, controlPlane).some((one) => own.has(repositoryKey(one)))) yield sibling;
  }
}

/** `settled`: what its last operation says is about the newest commit. `stuck`: nothing is to be expected of it. */
type State = 'pending' | 'settled' | 'stuck';

async function look(sibling: Application, ports: SyncPorts, signal: AbortSignal): Promise<State> {
  const { sync, operation } = sibling.status;
  if (findManualHold(sibling.spec) !== undefined) return 'stuck';
  if (ports.siblings.isAtRest(sibling)) return 'settled';
  const inputs = await assessInputs(sibling, ports, signal);
  if (inputs.kind === 'blocked') return 'stuck';
  if (sync?.inputsDigest === inputs.digest) return 'settled';
  const isTried = operation?.inputsDigest === inputs.digest && operation.phase !== 'Running';
  return isTried ? 'settled' : 'pending';
}

function waitsFor({ metadata }: Application): Blocker {
  const message = `Objects that git no longer has here are kept until Application ${metadata.name} has seen the newest commit: they may have moved there.`;
  return { reason: 'HandoverPending', message, retry: 'soon' };
}
