import { type ObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';
import type { ClaimIndex } from '#core/ownership/claim-index.ts';
import { describeClaims } from '#core/ownership/describe-claims.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { ApplicationName } from '../../ports/sync-queue.port.ts';
import { INTERRUPTED } from '../operation/interruption.ts';
import type { SyncPorts } from '../sync-ports.ts';

/** Time for our own write to come back to us; it takes milliseconds unless the management cluster is in trouble. */
const HEARD_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 5;

const NOT_HEARD: Blocker = {
  reason: 'ClaimsUnsettled',
  message:
    'Nothing was applied, because the management cluster was slow to say whether another Application claims the same objects.',
  retry: 'soon',
};

/** Who else owns one of these objects, as far as this worker has heard; undefined when nobody does. */
export function findForeignClaims(
  keys: readonly ObjectKey[],
  { namespace, name }: ApplicationName,
  cluster: string,
  claims: ClaimIndex,
): Blocker | undefined {
  const foreign = claims.findForeign(`${namespace}/${name}`, cluster, keys);
  const message = describeClaims(cluster, foreign);
  if (message === undefined) return undefined;
  const ofSiblings = foreign.filter(({ application }) => application.startsWith(`${namespace}/`));
  const contested = ofSiblings.map(({ key }) => objectKeyId(key));
  // Whoever comes second leaves a namespace to the first: the next attempt goes on without it.
  const isNamespace = foreign.every(({ key }) => key.group === '' && key.kind === 'Namespace');
  const retry = isNamespace ? 'soon' : 'slowly';
  return { reason: 'OwnedByAnother', message, retry, ...(contested.length > 0 && { contested }) };
}

/**
 * Makes sure that intents which were just stored are the first ones on their objects. Two Applications that are synced at the same
 * time by different workers know nothing of each other beforehand; of two stored intents one was written later, and whoever
 * wrote it has heard of the other by the time it hears of its own.
 */
export async function settleClaims(
  intents: readonly ObjectKey[],
  name: ApplicationName,
  cluster: string,
  { claims, clock }: Pick<SyncPorts, 'claims' | 'clock'>,
  signal: AbortSignal,
): Promise<Blocker | undefined> {
  const deadlineMs = clock.now() + HEARD_WITHIN_MS;
  while (!claims.hasClaims(`${name.namespace}/${name.name}`, cluster, intents)) {
    if (signal.aborted) return INTERRUPTED;
    if (clock.now() >= deadlineMs) return NOT_HEARD;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return findForeignClaims(intents, name, cluster, claims);
}
