import type { PushAnnouncements } from '#flows/ports/sources/push-announcements.port.ts';
import { queueKeys } from './queue-keys.ts';
import type { RedisLink } from './redis-link.ts';

/** `namespace/name` of Kubernetes is not longer. */
const longestName = 2 * 253 + 1;

/** Announcements over a channel of Redis: while it is away nobody hears of anything. */
export class RedisPushAnnouncements implements PushAnnouncements {
  readonly #link: RedisLink;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  announce(repository: string): void {
    this.#link.client.publish(queueKeys.pushes, repository).catch(ignoreError);
  }

  follow(listener: (repository: string) => void): () => void {
    const subscriber = this.#link.openWaiting();
    const hear = (_channel: string, repository: string) => {
      if (repository.length <= longestName) listener(repository);
    };
    subscriber.on('message', hear);
    subscriber.subscribe(queueKeys.pushes).catch(ignoreError);
    return () => {
      // What is on its way arrives while the connection ends.
      subscriber.off('message', hear);
      subscriber.disconnect();
    };
  }
}

/** The link says when Redis is away; the subscription comes back with the connection. */
function ignoreError(): void {}
