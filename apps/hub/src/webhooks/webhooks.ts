import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { POLL_REQUESTED_ANNOTATION } from '#core/resources/metadata.ts';
import type { ReadDelivery } from '#core/webhooks/read-delivery.ts';
import { RateLimit } from '#core/webhooks/rate-limit.ts';
import { ReplayMemory } from '#core/webhooks/replay-memory.ts';
import type { ControlPlane } from '#flows/ports/control-plane.port.ts';
import type { PushAnnouncements } from '#flows/ports/sources/push-announcements.port.ts';
import { PollRequests } from '#flows/webhooks/poll-requests.ts';
import { type DeliveryOutcome, receiveDelivery, type ReceivePorts } from '#flows/webhooks/receive-delivery.ts';
import { RegisteredAddresses } from '#flows/webhooks/registered-addresses.ts';
import { WebhookSecrets } from '#flows/webhooks/webhook-secrets.ts';
import { messageAuthentication } from '#runtime/message-authentication.ts';
import type { Platform } from '#runtime/platform.ts';
import type { Leader } from '../leader.ts';
import { nameOf } from '../loops/resource-key.ts';
import { addWebhookRoute } from './webhook-route.ts';

/**
 * Deliveries one address may send: a busy code hosting service sends a few in a second. What all may send together keeps the worst case, largest
 * bodies only, at a few seconds of computing time in a minute.
 */
const DELIVERIES = { windowMs: 60_000, perKey: 1200, total: 3000 };
/** Ten megabytes at most; for a fleet with a push a second it reaches back half a day. */
const REMEMBERED = { keepMs: 24 * 3_600_000, most: 50_000 };
/** Strangers must not fill the log: each sentence about a Repository once a minute. */
const SENTENCES = { windowMs: 60_000, perKey: 1, total: 300 };

type WebhookPlatform = Pick<Platform, 'clock' | 'log' | 'metrics'> & {
  readonly controlPlane: Pick<ControlPlane, 'apply' | 'readSecret' | 'view'>;
  readonly pushes: Pick<PushAnnouncements, 'announce'>;
};

/** Webhooks of code hosting services, on every replica of the hub. */
export class Webhooks {
  private readonly platform: WebhookPlatform;
  private readonly leader: Pick<Leader, 'requestPoll'>;
  private readonly addresses: RegisteredAddresses;
  private readonly polls: PollRequests;
  private readonly ports: ReceivePorts;
  private readonly sentences = new RateLimit(SENTENCES);

  constructor(platform: WebhookPlatform, leader: Pick<Leader, 'requestPoll'>) {
    const { clock, controlPlane, log } = platform;
    this.platform = platform;
    this.leader = leader;
    this.addresses = new RegisteredAddresses(controlPlane);
    this.polls = new PollRequests({
      clock,
      poll: (repository) => this.requestPoll(repository),
      onError: (repository, error) => log.error({ repository, err: error }, 'cannot ask for a poll after a webhook'),
    });
    this.ports = {
      clock,
      addresses: this.addresses,
      polls: this.polls,
      secrets: new WebhookSecrets(controlPlane, clock),
      replays: new ReplayMemory(REMEMBERED),
      authentication: messageAuthentication,
    };
  }

  /** Adds the route; call it before the server listens. */
  serve(adapter: FastifyAdapter): void {
    addWebhookRoute(adapter, {
      clock: this.platform.clock,
      limit: new RateLimit(DELIVERIES),
      onDelivery: (read) => void this.receive(read),
      onRefusal: (status, error) => {
        this.count('unknown', `refused-${status}`);
        if (status === 500) this.platform.log.error({ err: error }, 'cannot answer a webhook');
      },
    });
  }

  stop(): void {
    this.addresses.close();
    this.polls.stop();
  }

  private async receive(read: ReadDelivery): Promise<void> {
    if (read.kind === 'other-event') return this.count(read.service, 'other-event');
    const { service } = read.delivery;
    try {
      for (const outcome of await receiveDelivery(read.delivery, this.ports)) this.report(service, outcome);
    } catch (error) {
      this.count(service, 'failed');
      this.platform.log.error({ service, err: error }, 'cannot handle a webhook');
    }
  }

  /** The hub that leads polls; this one tells it through the Repository when it is another. */
  private async requestPoll(repository: string): Promise<void> {
    this.platform.pushes.announce(repository);
    if (this.leader.requestPoll(repository)) return;
    const requestedAt = new Date(this.platform.clock.now()).toISOString();
    const metadata = { annotations: { [POLL_REQUESTED_ANNOTATION]: requestedAt } };
    const applied = await this.platform.controlPlane.apply('Repository', nameOf(repository), { metadata });
    if (!applied.ok) throw new Error(applied.failure.message);
  }

  private report(service: string, outcome: DeliveryOutcome): void {
    this.count(service, outcome.kind);
    if (outcome.kind === 'unknown-repository') return;
    const { kind, repository } = outcome;
    if (!this.sentences.take(`${repository} ${kind}`, this.platform.clock.now())) return;
    const fields = { service, repository, outcome: kind, ...('problem' in outcome && { problem: outcome.problem }) };
    if (kind === 'polled') this.platform.log.debug(fields, 'a webhook has a repository polled');
    else this.platform.log.warn(fields, 'a webhook is ignored');
  }

  private count(service: string, outcome: string): void {
    this.platform.metrics.webhookDeliveries.inc({ service, outcome });
  }
}
