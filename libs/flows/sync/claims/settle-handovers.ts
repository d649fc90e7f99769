import type { InventoryEntry } from '#core/model/inventory.ts';
import { objectKeyId } from '#core/model/object-key.ts';
import type { Application } from '#core/resources/application.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import { findManualHold } from '#core/sync-target/sync-decisions.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { commitOf, findRepository, repositoryKey } from '../../repositories/repository-lookup.ts';
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
  const siblings = findSiblings(application, cluster, ports);
  const taken = new Set<string>();
  const mayWait = (application.status.operation?.attempts ?? 0) < MOST_WAITS;
  for (const sibling of siblings) {
    if (signal.aborted) break;
    const state = await look(sibling, ports, signal);
    if (state === 'pending' && mayWait) return { inventory, wait: waitsFor(sibling) };
    if (state === 'settled') for (const id of sibling.status.operation?.contested ?? []) taken.add(id);
  }
  const isHandedOver = (entry: InventoryEntry) => surplus.has(objectKeyId(entry)) && taken.has(objectKeyId(entry));
  return { inventory: inventory.filter((entry) => !isHandedOver(entry)) };
}

/** Applications of the tenant that are synced to the same cluster from one of the same repositories. */
function findSiblings(application: Application, cluster: string, { controlPlane }: SyncPorts): Application[] {
  const { namespace, name } = application.metadata;
  const own = new Set(findSourceRepositories(application, controlPlane).map(repositoryKey));
  const clusters = controlPlane.view('Cluster').list();
  return controlPlane
    .view('Application')
    .list()
    .filter(({ metadata }) => metadata.namespace === namespace && metadata.name !== name)
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(({ spec }) => findCluster(clusters, spec.destination)?.metadata.name === cluster)
    .filter((other) => findSourceRepositories(other, controlPlane).some((one) => own.has(repositoryKey(one))));
}

/** `settled`: what its last operation says is about the newest commit. `stuck`: nothing is to be expected of it. */
async function look(
  sibling: Application,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<'pending' | 'settled' | 'stuck'> {
  const { sync, operation } = sibling.status;
  if (findManualHold(sibling.spec) !== undefined) return 'stuck';
  if (sync?.status === 'Synced' && isNewest(sibling, sync.commit, ports)) return 'settled';
  const inputs = await assessInputs(sibling, ports, signal);
  if (inputs.kind === 'blocked') return 'stuck';
  if (sync?.inputsDigest === inputs.digest) return 'settled';
  const isTried = operation?.inputsDigest === inputs.digest && operation.phase !== 'Running';
  return isTried ? 'settled' : 'pending';
}

/** Cheap to tell of an Application with one source: it was synced to the very commit that its repository has now. */
function isNewest({ metadata, spec }: Application, commit: string | undefined, { controlPlane }: SyncPorts): boolean {
  if (spec.source === undefined || spec.sources !== undefined || commit === undefined) return false;
  const { repoURL, targetRevision } = spec.source;
  const tenant = tenantOfNamespace(metadata.namespace) ?? '';
  const repository = findRepository(controlPlane.view('Repository').list(), tenant, repoURL);
  return repository.ok && commitOf(repository.value, targetRevision) === commit;
}

function waitsFor({ metadata }: Application): Blocker {
  const message = `Objects that git no longer has here are kept until Application ${metadata.name} has seen the newest commit: they may have moved there.`;
  return { reason: 'HandoverPending', message, retry: 'soon' };
}
