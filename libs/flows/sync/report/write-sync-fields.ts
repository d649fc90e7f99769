import { isDeepEqual } from '#core/model/deep-equal.ts';
import { isAtLeast } from '#core/model/objects/resource-version.ts';
import type { Application } from '#core/resources/application.ts';
import type { SyncFields } from '#core/status/operation/operation-report.ts';
import { isOfSync } from '#core/status/operation/sync-conditions.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';

/** Observers write their own fields meanwhile: so often the version may have moved on without touching ours. */
const MOST_ATTEMPTS = 10;

/**
 * Writes the sync role's fields when they say something new, and only as long as nobody else has written them since `known` was read:
 * a worker that lost its job to another one must not overwrite the inventory of that one. Answers the Application as it is now.
 * Throws when the fields cannot be written; the queue runs the job again and nothing is lost by then.
 */
export async function writeSyncFields(
  known: Application,
  status: SyncFields,
  controlPlane: ControlPlane,
): Promise<Application> {
  if (isDeepEqual(status, syncFieldsOf(known))) return known;
  const { namespace, name } = known.metadata;
  let basis = newestSeen(known, controlPlane);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const { resourceVersion } = basis.metadata;
    const written = await controlPlane.applyStatus(
      'Application',
      { namespace, name },
      'nabe-sync',
      status,
      resourceVersion,
    );
    if (written.ok)
      return {
        ...basis,
        metadata: { ...basis.metadata, resourceVersion: written.value },
        status: { ...basis.status, ...status },
      };
    if (written.failure.kind === 'not-found') return basis;
    if (written.failure.kind !== 'conflict')
      throw new Error(`cannot write the status of Application ${namespace}/${name}: ${written.failure.message}`);
    basis = await readUnchanged(known, controlPlane);
  }
  throw new Error(`cannot write the status of Application ${namespace}/${name}: it is changed all the time`);
}

/** The Application as the view has it, where only others' fields are newer there: a write against an older version would be refused. */
function newestSeen(known: Application, controlPlane: Pick<ControlPlane, 'view'>): Application {
  const seen = controlPlane.view('Application').get(known.metadata);
  if (seen === undefined || seen.metadata.uid !== known.metadata.uid || !isNewer(seen, known)) return known;
  return isDeepEqual(syncFieldsOf(seen), syncFieldsOf(known)) ? seen : known;
}

function isNewer({ metadata: a }: Application, { metadata: b }: Application): boolean {
  return a.resourceVersion !== b.resourceVersion && isAtLeast(a.resourceVersion, b.resourceVersion);
}

/** The Application in its newest version, if our fields are still as we know them. */
async function readUnchanged(known: Application, controlPlane: ControlPlane): Promise<Application> {
  const { namespace, name } = known.metadata;
  const read = await controlPlane.read('Application', { namespace, name });
  if (!read.ok) throw new Error(`cannot read Application ${namespace}/${name}: ${read.failure.message}`);
  if (read.value === undefined) return known;
  if (isDeepEqual(syncFieldsOf(read.value), syncFieldsOf(known))) return read.value;
  throw new Error(`Application ${namespace}/${name} was synced by another worker meanwhile: its truth stands`);
}

/** The fields of the status that the sync role owns. */
export function syncFieldsOf({ status }: Application): SyncFields {
  const { sync, operation, summary, cluster, inventory, hooks, contention, deletionHooks, results, history } = status;
  const own = status.conditions?.filter(isOfSync) ?? [];
  const conditions = own.length === 0 ? undefined : own;
  return {
    sync,
    operation,
    summary,
    cluster,
    inventory,
    hooks,
    contention,
    deletionHooks,
    results,
    history,
    conditions,
  };
}
