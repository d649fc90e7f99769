import type { GroupVersionKind } from '#core/model/objects/manifest.ts';
import { type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import { MEDIA, type RequestFailure, type SendRequest } from '../transport/kube-request.ts';
import { ServedKinds } from './served-kinds.ts';

/**
 * What a cluster serves, asked once for all tenants (two requests) and again when somebody misses a kind: at most every few
 * seconds, and one question for all who wait.
 */
export class DiscoveryCache {
  readonly #send: SendRequest;
  readonly #clock: Clock;
  #kinds: ServedKinds | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<Result<ServedKinds, RequestFailure>> | undefined;

  /** `send` speaks as the hub itself. */
  constructor(send: SendRequest, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Everything served, freshly asked if `wanted` is not among what is known. It may be missing in the answer, too. */
  async lookUp(wanted: GroupVersionKind): Promise<Result<ServedKinds, RequestFailure>> {
    const known = this.#kinds;
    return known?.find(wanted) !== undefined ? succeed(known) : await this.served(ASK_AGAIN_MS);
  }

  /** Everything served, as asked for at most so long ago. */
  async served(maxAgeMs: number): Promise<Result<ServedKinds, RequestFailure>> {
    const known = this.#kinds;
    const isFresh = this.#clock.now() - this.#askedAt < maxAgeMs;
    if (known !== undefined && isFresh && this.#asking === undefined) return succeed(known);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return await this.#asking;
  }

  /** After a 404 on a kind that was served: the next miss or look-up asks again. */
  forget(): void {
    this.#kinds = undefined;
  }

  async #ask(): Promise<Result<ServedKinds, RequestFailure>> {
    this.#askedAt = this.#clock.now();
    const kinds = new ServedKinds();
    for (const path of ['/api', '/apis']) {
      const answer = await this.#send({ method: 'GET', path, accept: MEDIA.discovery });
      if (!answer.ok) return answer;
      kinds.add(answer.value.body);
    }
    this.#kinds = kinds;
    return succeed(kinds);
  }
}

/** A CRD applied a moment ago is found within this time; a misspelt kind costs no more than two requests in it. */
const ASK_AGAIN_MS = 3000;
