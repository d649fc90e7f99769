import { requestId } from '#core/operations/request-id.ts';
import type { Application } from '#core/resources/application.ts';
import type { ApplicationName } from '../../ports/sync-queue.port.ts';
import type { SyncPorts } from '../sync-ports.ts';

/** Statuses are written meanwhile: so often the version may have moved on without touching the request. */
const MOST_ATTEMPTS = 5;

/** Which request was done: the one of an id, or whoever asked to cancel. */
export type Settled = { readonly request: string } | 'cancel';

/**
 * Takes a request away that has been done, unless it is another one by now. Throws when it cannot be taken away: the queue runs the job
 * again, which does it once more.
 */
export async function settleRequest(
  name: ApplicationName,
  settled: Settled,
  { controlPlane, digest }: Pick<SyncPorts, 'controlPlane' | 'digest'>,
): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const read = await controlPlane.read('Application', name);
    if (!read.ok) throw new Error(`cannot read Application ${name.namespace}/${name.name}: ${read.failure.message}`);
    const application = read.value;
    if (application === undefined || !isSettled(application, settled, digest)) return;
    const taken = await controlPlane.request(name, { operation: null }, application.metadata.resourceVersion);
    if (taken.ok || taken.failure.kind === 'not-found') return;
    if (taken.failure.kind !== 'conflict') throw new Error(taken.failure.message);
  }
  throw new Error(
    `cannot take the request of Application ${name.namespace}/${name.name} away: it is changed all the time`,
  );
}

function isSettled(application: Application, settled: Settled, digest: (text: string) => string): boolean {
  if (settled === 'cancel') return application.operation?.cancel !== undefined;
  return requestId(application, digest) === settled.request;
}
