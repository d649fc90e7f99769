import { z } from 'zod';
import type { ApplicationName, ObservedState, Sightings, SyncQueue, Urgency } from '#flows/ports/sync-queue.port.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { RedisScript } from '../redis/redis-script.ts';
import { Gate } from './gate.ts';
import { scoreStep, urgencyRank } from './pending-score.ts';

/** Sightings kept for one Application. An observer reports again what still differs after a sync, so those beyond are not lost for good. */
const maxSightings = 10_000;
const sightingsTtlMs = 3_600_000;

/**
 * KEYS: tenants, pending, sightings. ARGV: namespace, name, urgency rank, score step, most sightings, their TTL, channel, then
 * object id and sighting (JSON) in turn. Uses the clock of Redis, so that the order does not depend on the clocks of many replicas.
 */
const requestScript = new RedisScript(`
local time = redis.call('TIME')
local score = ARGV[3] * ARGV[4] + time[1] * 1000 + math.floor(time[2] / 1000)
local changed = redis.call('ZADD', KEYS[2], 'LT', 'CH', string.format('%.0f', score), ARGV[2])
redis.call('SADD', KEYS[1], ARGV[1])
local room = ARGV[5] - redis.call('HLEN', KEYS[3])
for i = 8, #ARGV, 2 do
  if room > 0 or redis.call('HEXISTS', KEYS[3], ARGV[i]) == 1 then
    room = room - redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
  end
end
if #ARGV > 7 then redis.call('PEXPIRE', KEYS[3], ARGV[6]) end
if changed > 0 then redis.call('PUBLISH', ARGV[7], '') end
`);

/** KEYS: sightings. */
const takeScript = new RedisScript(`
local seen = redis.call('HGETALL', KEYS[1])
redis.call('DEL', KEYS[1])
return seen
`);

const FlatSightings = z.array(z.string());

const StoredState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('missing') }),
  z.object({ state: z.literal('present'), uid: z.string(), entryHash: z.string().optional() }),
]);

/** Sightings of one command: Lua takes a limited number of arguments. */
const sightingsPerCommand = 2_000;

/** Requests under way at once: a sweep asks for tens of thousands together, and each has to be answered before its time is up. */
const requestsAtOnce = 500;

/** The pending set of each tenant in Redis (design §10). Any process may ask; the elected hub's dispatcher serves. */
export class RedisSyncQueue implements SyncQueue {
  readonly #link: RedisLink;
  readonly #gate = new Gate(requestsAtOnce);
  #refused = false;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  /**
   * Never rejects because Redis is away: the request is dropped then, as everything in Redis is when it restarts empty, and
   * whoever follows `RedisLink.onReconnected` asks again for all Applications that are not where they should be.
   */
  async request(application: ApplicationName, urgency: Urgency, sightings: Sightings = new Map()): Promise<void> {
    const seen = [...sightings];
    for (let start = 0; start === 0 || start < seen.length; start += sightingsPerCommand) {
      const part = seen.slice(start, start + sightingsPerCommand);
      await this.#gate
        .run(() => this.#send(application, urgency, part))
        .then(
          () => this.#noteAccepted(),
          (error: unknown) => this.#noteRefused(error),
        );
    }
  }

  /** Rejects while Redis is away: an empty answer would look as if nothing had been seen. */
  async takeSightings(application: ApplicationName): Promise<Sightings> {
    const flat = FlatSightings.parse(await takeScript.run(this.#link.client, [queueKeys.sightings(application)], []));
    const seen = new Map<string, ObservedState>();
    for (let index = 0; index + 1 < flat.length; index += 2) {
      seen.set(flat[index] ?? '', StoredState.parse(JSON.parse(flat[index + 1] ?? '')));
    }
    return seen;
  }

  #send(
    application: ApplicationName,
    urgency: Urgency,
    sightings: readonly (readonly [string, ObservedState])[],
  ): Promise<unknown> {
    const keys = [queueKeys.tenants, queueKeys.pending(application.namespace), queueKeys.sightings(application)];
    const { namespace, name } = application;
    const values = [namespace, name, urgencyRank(urgency), scoreStep, maxSightings, sightingsTtlMs, queueKeys.wake];
    const stored = sightings.flatMap(([id, state]) => [id, JSON.stringify(state)]);
    return requestScript.run(this.#link.client, keys, [...values, ...stored]);
  }

  #noteAccepted(): void {
    this.#refused = false;
  }

  /** One line for a row of refusals; while Redis is away the link has said so already. */
  #noteRefused(error: unknown): void {
    if (!this.#refused && this.#link.available)
      this.#link.log.error({ err: error }, 'Redis refuses sync requests: the next sweep repeats them');
    this.#refused = true;
  }
}
