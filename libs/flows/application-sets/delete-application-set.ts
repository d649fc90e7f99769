import { APPLICATIONS_FINALIZER } from '#core/config-sources/compare-app-sets.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import { APPLICATION_SET_LABEL } from '#core/resources/metadata.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import { unreadableOf } from '../ports/unreadable-of.ts';

const LOOK_AGAIN_MS = 1000;

/**
 * Deletes the Applications of a set that is being deleted, then lets the set go. Called again as long as one is left: each takes its
 * objects off its cluster first.
 */
export async function deleteApplicationSet(
  set: ApplicationSet,
  controlPlane: ControlPlane,
): Promise<{ againInMs?: number }> {
  const { namespace, name, finalizers } = set.metadata;
  const applications = controlPlane.view('Application');
  if (!finalizers.includes(APPLICATIONS_FINALIZER)) return {};
  // An Application that cannot be read may be one of the set's: the set stays until it can (law 3).
  if (!applications.complete || unreadableOf(namespace, applications).length > 0) return { againInMs: LOOK_AGAIN_MS };
  const own = applications
    .each()
    .filter(({ metadata }) => metadata.namespace === namespace && metadata.labels[APPLICATION_SET_LABEL] === name)
    .toArray();
  for (const { metadata } of own) {
    if (metadata.deletionTimestamp !== undefined) continue;
    const deleted = await controlPlane.delete('Application', { namespace, name: metadata.name }, metadata.uid);
    if (!deleted.ok && deleted.failure.kind !== 'not-found')
      throw new Error(`cannot delete Application ${metadata.name}: ${deleted.failure.message}`);
  }
  if (own.length > 0) return { againInMs: LOOK_AGAIN_MS };
  const released = await controlPlane.removeFinalizer('ApplicationSet', { namespace, name }, APPLICATIONS_FINALIZER);
  if (!released.ok && released.failure.kind !== 'not-found')
    throw new Error(`cannot let ApplicationSet ${namespace}/${name} go: ${released.failure.message}`);
  return {};
}

/** A set made by hand gets the finalizer too. Those from git are written with it. */
export async function guardApplications({ metadata }: ApplicationSet, controlPlane: ControlPlane): Promise<void> {
  const { namespace, name, finalizers } = metadata;
  if (finalizers.includes(APPLICATIONS_FINALIZER)) return;
  const written = await controlPlane.apply(
    'ApplicationSet',
    { namespace, name },
    { metadata: { finalizers: [APPLICATIONS_FINALIZER] } },
  );
  if (!written.ok) throw new Error(`cannot guard ApplicationSet ${namespace}/${name}: ${written.failure.message}`);
}
