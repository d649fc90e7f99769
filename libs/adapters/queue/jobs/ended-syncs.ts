import type { Clock } from '#flows/ports/clock.port.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';

/** As often as the dispatcher makes rounds while it is busy: more messages would only cost everybody time. */
const togetherMs = 100;

/**
 * Tells the dispatcher of syncs that have ended: of one after a pause at once, of those that end within a tenth of a second after it
 * together, a line for each. A message that is lost costs nothing but time.
 */
export class EndedSyncs {
  readonly #client: Pick<RedisLink['client'], 'publish'>;
  readonly #clock: Clock;
  #lines: string[] = [];
  #isBusy = false;

  constructor(client: Pick<RedisLink['client'], 'publish'>, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** `line`: what is known of the end, '' for nothing. */
  tell(line: string): void {
    this.#lines.push(line);
    if (!this.#isBusy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    while (this.#lines.length > 0) {
      const message = this.#lines.join('\n');
      this.#lines = [];
      this.#client.publish(queueKeys.wake, message).catch(looksByItself);
      await this.#clock.sleep(togetherMs);
    }
    this.#isBusy = false;
  }
}

/** The dispatcher does. */
function looksByItself(): void {}
