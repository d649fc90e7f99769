import { z } from 'zod';
import type { ApplicationName, ObservedState, Sightings, SyncQueue, Urgency } from '#flows/ports/sync-queue.port.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { RedisScript } from '../redis/redis-script.ts';
import { Batches } from './batches.ts';
import { scoreStep, urgencyRank } from './pending-score.ts';

/** Sightings kept for one Application. An observer reports again what still differs after a sync, so those beyond are not lost for good. */
const maxSightings = 10_000;
const sightingsTtlMs = 3_600_000;

/**
 * KEYS: tenants, then the pending set and the sightings of each Application. ARGV: score step, most sightings, their TTL, channel, then
 * for each Application namespace, name, urgency rank, number of sightings, and object id and sighting (JSON) in turn. Uses the clock
 * of Redis, so that the order does not depend on the clocks of many replicas.
 */
const requestScript = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local changed = 0
local at = 5
for key = 2, #KEYS, 2 do
  local pending, sightings = KEYS[key], KEYS[key + 1]
  local score = string.format('%.0f', ARGV[at + 2] * ARGV[1] + now)
  changed = changed + redis.call('ZADD', pending, 'LT', 'CH', score, ARGV[at + 1])
  redis.call('SADD', KEYS[1], ARGV[at])
  local last = at + 3 + 2 * ARGV[at + 3]
  if last > at + 3 then
    local room = ARGV[2] - redis.call('HLEN', sightings)
    for i = at + 4, last, 2 do
      if room > 0 or redis.call('HEXISTS', sightings, ARGV[i]) == 1 then
        room = room - redis.call('HSET', sightings, ARGV[i], ARGV[i + 1])
      end
    end
    redis.call('PEXPIRE', sightings, ARGV[3])
  end
  at = last + 1
end
if changed > 0 then redis.call('PUBLISH', ARGV[4], '') end
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

/** Applications and sightings of one command: Redis answers nobody else while it runs. */
const mostOfACommand = 2_000;

interface SyncRequest {
  readonly application: ApplicationName;
  readonly urgency: Urgency;
  readonly sightings: readonly (readonly [string, ObservedState])[];
}

/** The pending set of each tenant in Redis (design §10). Any process may ask; the elected hub's dispatcher serves. */
export class RedisSyncQueue implements SyncQueue {
  readonly #link: RedisLink;
  readonly #requests: Batches<SyncRequest>;
  #refused = false;

  constructor(link: RedisLink) {
    this.#link = link;
    this.#requests = new Batches({
      send: (requests) => this.#send(requests),
      weightOf: ({ sightings }) => 1 + sightings.length,
      mostWeight: mostOfACommand,
    });
  }

  /**
   * Never rejects because Redis is away: the request is dropped then, as everything in Redis is when it restarts empty, and
   * whoever follows `RedisLink.onReconnected` asks again for all Applications that are not where they should be.
   */
  async request(application: ApplicationName, urgency: Urgency, sightings: Sightings = new Map()): Promise<void> {
    const seen = [...sightings];
    for (let start = 0; start === 0 || start < seen.length; start += mostOfACommand - 1) {
      const part = seen.slice(start, start + mostOfACommand - 1);
      await this.#requests.add({ application, urgency, sightings: part }).then(
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

  #send(requests: readonly SyncRequest[]): Promise<unknown> {
    const keys = requests.flatMap(({ application }) => [
      queueKeys.pending(application.namespace),
      queueKeys.sightings(application),
    ]);
    const values = requests.flatMap(({ application: { namespace, name }, urgency, sightings }) => {
      const stored = sightings.flatMap(([id, state]) => [id, JSON.stringify(state)]);
      return [namespace, name, urgencyRank(urgency), sightings.length, ...stored];
    });
    const settings = [scoreStep, maxSightings, sightingsTtlMs, queueKeys.wake];
    return requestScript.run(this.#link.client, [queueKeys.tenants, ...keys], [...settings, ...values]);
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
