import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { WebhookSecret } from '#core/webhooks/check-delivery.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';

/** How long a Secret is believed to be as it was read: so long may a new one take to count. Unit: milliseconds. */
const KEEP_MS = 10_000;

type Answer = Result<WebhookSecret, string>;

/** The Secrets that prove webhooks. Whoever knows an address can make the hub look one up: one request in ten seconds for each, at most. */
export class WebhookSecrets {
  private readonly controlPlane: Pick<ControlPlane, 'readSecret'>;
  private readonly clock: Clock;
  /** The oldest first. */
  private readonly known = new Map<string, { readonly expiresMs: number; readonly answer: Promise<Answer> }>();

  constructor(controlPlane: Pick<ControlPlane, 'readSecret'>, clock: Clock) {
    this.controlPlane = controlPlane;
    this.clock = clock;
  }

  /** Undefined when the Repository names none; fails with a sentence when it cannot be read. */
  async of({ metadata, spec }: Repository): Promise<Answer | undefined> {
    if (spec.webhookSecretRef === undefined) return undefined;
    const nowMs = this.clock.now();
    this.forgetExpired(nowMs);
    const key = `${metadata.namespace}/${spec.webhookSecretRef.name}`;
    const known = this.known.get(key);
    if (known !== undefined) return await known.answer;
    const answer = this.read({ namespace: metadata.namespace, name: spec.webhookSecretRef.name });
    this.known.set(key, { expiresMs: nowMs + KEEP_MS, answer });
    return await answer;
  }

  private forgetExpired(nowMs: number): void {
    for (const [key, { expiresMs }] of this.known) {
      if (expiresMs > nowMs) return;
      this.known.delete(key);
    }
  }

  private async read(name: { readonly namespace: string; readonly name: string }): Promise<Answer> {
    const secret = await this.controlPlane.readSecret(name);
    const where = `Secret ${name.namespace}/${name.name}`;
    if (!secret.ok) return fail(`${where} cannot be read: ${secret.failure.message}.`);
    return secret.value === undefined ? fail(`${where} does not exist.`) : succeed(secret.value);
  }
}
