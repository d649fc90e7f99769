import { z } from 'zod';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { RedisScript } from '../redis/redis-script.ts';

/** A worker that has not been heard of for three announcements no longer counts. */
const announceEveryMs = 5_000;
const lapseAfterMs = 15_000;

/** KEYS: slots, slots-until. ARGV: worker, slots, milliseconds. */
const announceScript = new RedisScript(`
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], time[1] * 1000 + ARGV[3], ARGV[1])
`);

/** KEYS: slots, slots-until. */
const totalScript = new RedisScript(`
local now = redis.call('TIME')[1] * 1000
for _, worker in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now)) do
  redis.call('HDEL', KEYS[1], worker)
  redis.call('ZREM', KEYS[2], worker)
end
local total = 0
for _, slots in ipairs(redis.call('HVALS', KEYS[1])) do total = total + slots end
return total
`);

/** How many syncs all living workers run at once. Each says so itself, again and again. */
export class WorkerSlots {
  readonly #link: RedisLink;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  async total(): Promise<number> {
    return z.number().parse(await totalScript.run(this.#link.client, [queueKeys.slots, queueKeys.slotsUntil], []));
  }

  /** Announces a worker's slots now, every five seconds and whenever Redis is back, until the answered function withdraws them. */
  announce(worker: string, slots: number): () => Promise<void> {
    const send = () => this.#announceOnce(worker, slots).catch(waitForNextTime);
    const timer = setInterval(() => void send(), announceEveryMs);
    const unsubscribe = this.#link.onReconnected(() => void send());
    const first = this.#link.available ? send() : this.#onceReady(send);
    return async () => {
      clearInterval(timer);
      unsubscribe();
      await first;
      await this.#withdraw(worker).catch(waitForNextTime);
    };
  }

  #onceReady(send: () => Promise<void>): Promise<void> {
    this.#link.client.once('ready', () => void send());
    return Promise.resolve();
  }

  async #announceOnce(worker: string, slots: number): Promise<void> {
    const keys = [queueKeys.slots, queueKeys.slotsUntil];
    await announceScript.run(this.#link.client, keys, [worker, slots, lapseAfterMs]);
    await this.#link.client.publish(queueKeys.wake, '');
  }

  async #withdraw(worker: string): Promise<void> {
    await this.#link.client.multi().hdel(queueKeys.slots, worker).zrem(queueKeys.slotsUntil, worker).exec();
  }
}

/** Redis is away: slots lapse by themselves and are announced again when it is back. */
function waitForNextTime(): void {}
