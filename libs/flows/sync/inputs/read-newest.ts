import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';
import type { ApplicationName, SeenVersions } from '../../ports/sync-queue.port.ts';
import { findSourceRepositories } from './assess-inputs.ts';

type Readable = Pick<ControlPlane, 'view' | 'read'>;

/**
 * The Application as new as the job wants it, from the view where that has seen as much (ADR 19) and from the API server otherwise; undefined
 * when it is gone. One on its way out is always read: what its deletion has done so far is known nowhere else. Throws when it cannot be read.
 */
export async function readApplication(
  name: ApplicationName,
  controlPlane: Readable,
  seen: SeenVersions | undefined,
): Promise<Application | undefined> {
  const view = controlPlane.view('Application');
  const known = view.get(name);
  const isEnough = known !== undefined && known.metadata.deletionTimestamp === undefined;
  if (isEnough && seen !== undefined && view.hasSeen(seen.application)) return known;
  const read = await controlPlane.read('Application', name);
  if (read.ok) return read.value;
  throw new Error(`cannot read Application ${name.namespace}/${name.name}: ${read.failure.message}`);
}

/** The Repositories that the view may not show in their newest state: it may be a moment behind the commit that the job was made for. */
export async function readRepositories(
  application: Application,
  controlPlane: Readable,
  seen: SeenVersions | undefined,
): Promise<Repository[]> {
  if (seen !== undefined && controlPlane.view('Repository').hasSeen(seen.repository)) return [];
  const repositories: Repository[] = [];
  for (const { metadata } of findSourceRepositories(application, controlPlane)) {
    const { namespace, name } = metadata;
    const read = await controlPlane.read('Repository', { namespace, name });
    if (read.ok && read.value !== undefined) repositories.push(read.value);
  }
  return repositories;
}
