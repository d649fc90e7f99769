import type { Repository } from '#core/resources/repository.ts';
import { checkDelivery, type MessageAuthentication } from '#core/webhooks/check-delivery.ts';
import type { Delivery } from '#core/webhooks/delivery.ts';
import type { ReplayMemory } from '#core/webhooks/replay-memory.ts';
import type { Clock } from '../ports/clock.port.ts';
import { repositoryKey } from '../repositories/repository-lookup.ts';
import type { PollRequests } from './poll-requests.ts';
import type { RegisteredAddresses } from './registered-addresses.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

export interface ReceivePorts {
  readonly addresses: Pick<RegisteredAddresses, 'find'>;
  readonly secrets: Pick<WebhookSecrets, 'of'>;
  readonly replays: Pick<ReplayMemory, 'remember'>;
  readonly polls: Pick<PollRequests, 'request'>;
  readonly authentication: MessageAuthentication;
  readonly clock: Pick<Clock, 'now'>;
}

/** What became of a delivery, for each Repository it means. */
export type DeliveryOutcome =
  | { readonly kind: 'unknown-repository' }
  | { readonly kind: 'polled' | 'no-secret' | 'forged' | 'stale' | 'replayed'; readonly repository: string }
  | { readonly kind: 'unusable-secret'; readonly repository: string; readonly problem: string };

/**
 * Has every Repository polled that a push means and whose own secret proves it. Nothing else is taken from a delivery: which commit there
 * is, git says. A Repository without a secret is left alone, since anybody could have sent the request.
 */
export async function receiveDelivery(delivery: Delivery, ports: ReceivePorts): Promise<DeliveryOutcome[]> {
  const repositories = ports.addresses.find(delivery.addresses);
  if (repositories.length === 0) return [{ kind: 'unknown-repository' }];
  return await Promise.all(repositories.map((repository) => receiveFor(repository, delivery, ports)));
}

async function receiveFor(repository: Repository, delivery: Delivery, ports: ReceivePorts): Promise<DeliveryOutcome> {
  const key = repositoryKey(repository);
  const secret = await ports.secrets.of(repository);
  if (secret === undefined) return { kind: 'no-secret', repository: key };
  if (!secret.ok) return { kind: 'unusable-secret', repository: key, problem: secret.failure };
  const nowMs = ports.clock.now();
  const verdict = checkDelivery(delivery, secret.value, nowMs, ports.authentication);
  if (verdict.kind === 'no-key') {
    const problem = `The Secret lacks ${verdict.keys}, which webhooks of ${delivery.service} need.`;
    return { kind: 'unusable-secret', repository: key, problem };
  }
  if (verdict.kind !== 'genuine') return { kind: verdict.kind, repository: key };
  const isNew = ports.replays.remember(`${repository.metadata.uid} ${verdict.replayKey}`, nowMs);
  if (isNew) ports.polls.request(key);
  return { kind: isNew ? 'polled' : 'replayed', repository: key };
}
