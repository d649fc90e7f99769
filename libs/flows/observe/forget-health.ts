import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { Application } from '#core/resources/application.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';

/**
 * Nobody observes a cluster that is not registered (any more): without this, the health that was seen last would stand for ever.
 * Writes once; a cluster that is registered again is observed, and its observer says what holds then. While the list of clusters is
 * not complete nothing is said (law 3).
 */
export async function forgetHealth(
  { metadata, spec, status }: Application,
  controlPlane: Pick<ControlPlane, 'applyStatus' | 'view'>,
): Promise<void> {
  const clusters = controlPlane.view('Cluster');
  if (status.health === undefined || !clusters.complete || clusters.unreadable.size > 0) return;
  if (findCluster(clusters.list(), spec.destination) !== undefined) return;
  const place = spec.destination.name ?? spec.destination.server ?? '';
  const health = {
    status: 'Unknown' as const,
    message: `Nothing is known about its objects: cluster ${place} is not registered.`,
  };
  if (isDeepEqual({ health, drift: undefined }, { health: status.health, drift: status.drift })) return;
  const { namespace, name } = metadata;
  const written = await controlPlane.applyStatus('Application', { namespace, name }, 'nabe-observe', { health });
  if (written.ok || written.failure.kind === 'not-found') return;
  throw new Error(`cannot write the health of Application ${namespace}/${name}: ${written.failure.message}`);
}
