import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { Application } from '#core/resources/application.ts';
import { SYSTEM_NAMESPACE, tenantOfNamespace } from '#core/resources/metadata.ts';
import { findManualHold } from '#core/sync-target/sync-decisions.ts';
import { isNamed } from '#core/sync-target/locate-target.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';
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

/**
 * Applications of the tenant that are synced to the same cluster from one of the same repositories, without those that plainly have nothing
 * to say. A tenant may have thousands, so what costs least is asked first.
 */
function findSiblings(application: Application, cluster: string, { controlPlane }: SyncPorts): Application[] {
  const { namespace, name } = application.metadata;
  const place = controlPlane.view('Cluster').get({ namespace: SYSTEM_NAMESPACE, name: cluster });
  if (place === undefined) return [];
  const own = new Set(findSourceRepositories(application, controlPlane).map(repositoryKey));
  const isNewest = newestCommits(controlPlane);
  return controlPlane
    .view('Application')
    .each()
    .filter(({ metadata }) => metadata.namespace === namespace && metadata.name !== name)
    .filter(({ metadata, spec }) => metadata.deletionTimestamp === undefined && isNamed(place, spec.destination))
    .filter((other) => other.status.operation?.contested !== undefined || !isAtRest(other, isNewest))
    .filter((other) => findSourceRepositories(other, controlPlane).some((one) => own.has(repositoryKey(one))))
    .toArray();
}

/** `settled`: what its last operation says is about the newest commit. `stuck`: nothing is to be expected of it. */
async function look(
  sibling: Application,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<'pending' | 'settled' | 'stuck'> {
  const { sync, operation } = sibling.status;
  if (findManualHold(sibling.spec) !== undefined) return 'stuck';
  if (isAtRest(sibling, newestCommits(ports.controlPlane))) return 'settled';
  const inputs = await assessInputs(sibling, ports, signal);
  if (inputs.kind === 'blocked') return 'stuck';
  if (sync?.inputsDigest === inputs.digest) return 'settled';
  const isTried = operation?.inputsDigest === inputs.digest && operation.phase !== 'Running';
  return isTried ? 'settled' : 'pending';
}

type IsNewest = (sibling: Application, commit: string) => boolean;

/** Synced to the newest commit. */
function isAtRest(sibling: Application, isNewest: IsNewest): boolean {
  const { sync } = sibling.status;
  return sync?.status === 'Synced' && sync.commit !== undefined && isNewest(sibling, sync.commit);
}

/**
 * Tells of an Application with one source whether a commit is the one that its repository has now; of others, that it may not be.
 * Each revision of a repository is looked up once.
 */
function newestCommits(controlPlane: Pick<ControlPlane, 'view'>): IsNewest {
  const repositories = controlPlane.view('Repository').list();
  const known = new Map<string, string | undefined>();
  return ({ metadata, spec }, commit) => {
    if (spec.source === undefined || spec.sources !== undefined) return false;
    const { repoURL, targetRevision } = spec.source;
    const id = `${repoURL} ${targetRevision}`;
    if (!known.has(id)) {
      const repository = findRepository(repositories, tenantOfNamespace(metadata.namespace) ?? '', repoURL);
      known.set(id, repository.ok ? commitOf(repository.value, targetRevision) : undefined);
    }
    return known.get(id) === commit;
  };
}

function waitsFor({ metadata }: Application): Blocker {
  const message = `Objects that git no longer has here are kept until Application ${metadata.name} has seen the newest commit: they may have moved there.`;
  return { reason: 'HandoverPending', message, retry: 'soon' };
}
