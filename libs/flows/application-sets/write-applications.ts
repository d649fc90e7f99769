import { tenantNamespace } from '#core/resources/metadata.ts';
import { applicationBody } from '#core/targeting/comparison/application-body.ts';
import type { TargetChanges } from '#core/targeting/comparison/compare-targets.ts';
import type { WantedApplication } from '#core/targeting/judge-application.ts';
import type { ControlPlane, ControlPlaneFailure } from '../ports/control-plane.port.ts';
import { forEachAtOnce } from '../loops/for-each-at-once.ts';

export interface ApplicationWrites {
  readonly tenant: string;
  readonly set: string;
  readonly changes: TargetChanges;
}

/** Writes to the management cluster at once. */
const WRITES_AT_ONCE = 8;

/**
 * Creates, updates and deletes a set's Applications as compared. An Application is deleted by its UID, so that one recreated in
 * between is left alone. A failed write does not stop the others; afterwards it throws, so that the set is looked at again.
 */
export async function writeApplications(
  { tenant, set, changes }: ApplicationWrites,
  controlPlane: ControlPlane,
  signal: AbortSignal,
): Promise<void> {
  const namespace = tenantNamespace(tenant);
  const failures: string[] = [];
  const note = (name: string, failure: ControlPlaneFailure) =>
    failures.push(`Application ${namespace}/${name}: ${failure.message}`);
  const put = async (wanted: WantedApplication) => {
    const body = applicationBody(wanted, { tenant, set });
    const written = await controlPlane.apply('Application', { namespace, name: wanted.name }, body);
    if (!written.ok) note(wanted.name, written.failure);
  };
  await forEachAtOnce([...changes.create, ...changes.update.map(({ wanted }) => wanted)], WRITES_AT_ONCE, signal, put);
  await forEachAtOnce(changes.delete, WRITES_AT_ONCE, signal, async ({ metadata }) => {
    const deleted = await controlPlane.delete('Application', { namespace, name: metadata.name }, metadata.uid);
    if (!deleted.ok && deleted.failure.kind !== 'not-found') note(metadata.name, deleted.failure);
  });
  if (failures.length > 0)
    throw new Error(`cannot write every Application of set ${set}: ${failures.toSorted().slice(0, 3).join('; ')}`);
}
