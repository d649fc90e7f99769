import { z } from 'zod';
import type { ApplicationName, Urgency } from '#flows/ports/sync-queue.port.ts';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';
import { RedisScript } from '../redis/redis-script.ts';
import { scoreStep, urgencyOfScore } from './pending-score.ts';

export interface PendingEntry {
  readonly application: ApplicationName;
  readonly urgency: Urgency;
}

export interface PendingRange {
  readonly namespace: string;
  /** How many entries to pass over. */
  readonly offset: number;
  readonly count: number;
}

export interface PendingPage {
  readonly namespace: string;
  /** All entries of the tenant, not of the page. */
  readonly total: number;
  /** Most urgent first, then in order of arrival. */
  readonly entries: readonly PendingEntry[];
}

export interface ClaimedApplication {
  readonly application: ApplicationName;
  /** From the request to the claim. */
  readonly waitedMs: number;
  /** Whether something was sighted for it by then. */
  readonly isSighted: boolean;
}

/**
 * KEYS: tenants, claimed, then the pending set and the sightings of each. ARGV: score step, then namespace and name in turn.
 * Answers namespace, name, waited milliseconds and number of sightings of those that were still pending.
 */
const claimScript = new RedisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local claimed = {}
for i = 3, #KEYS, 2 do
  local namespace = ARGV[i - 1]
  local name = ARGV[i]
  local score = redis.call('ZSCORE', KEYS[i], name)
  if score then
    redis.call('ZREM', KEYS[i], name)
    redis.call('ZADD', KEYS[2], score, namespace .. '/' .. name)
    if redis.call('EXISTS', KEYS[i]) == 0 then redis.call('SREM', KEYS[1], namespace) end
    local waited = now - (score % ARGV[1])
    claimed[#claimed + 1] = namespace
    claimed[#claimed + 1] = name
    claimed[#claimed + 1] = string.format('%.0f', math.max(waited, 0))
    claimed[#claimed + 1] = tostring(redis.call('HLEN', KEYS[i + 1]))
  end
end
return claimed
`);

/** KEYS: tenants, claimed, pending. ARGV: namespace, name, score. Puts one claim back beside what was asked for meanwhile. */
const restoreScript = new RedisScript(`
redis.call('ZADD', KEYS[3], 'LT', ARGV[3], ARGV[2])
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1] .. '/' .. ARGV[2])
`);

const Texts = z.array(z.string());
const PageAnswer = z.tuple([z.tuple([z.null(), z.array(z.string())]), z.tuple([z.null(), z.number()])]);

/**
 * The dispatcher's side of the pending sets. A key leaves in three moves: claimed, made a job, confirmed. Whatever happens
 * between, a claim is left that `restore` puts back, so that an Application may be dispatched twice (BullMQ drops or defers the
 * second) but never lost; and a request that arrives in between is a new entry that no confirmation can remove.
 */
export class PendingStore {
  readonly #link: RedisLink;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  /** Sorted. */
  async tenants(): Promise<readonly string[]> {
    return (await this.#link.client.smembers(queueKeys.tenants)).toSorted();
  }

  /** One round trip; the answers in the order of the ranges. */
  async peek(ranges: readonly PendingRange[]): Promise<readonly PendingPage[]> {
    if (ranges.length === 0) return [];
    const pipeline = this.#link.client.pipeline();
    for (const { namespace, offset, count } of ranges) {
      pipeline
        .zrange(queueKeys.pending(namespace), offset, String(offset + count - 1), 'WITHSCORES')
        .zcard(queueKeys.pending(namespace));
    }
    const answers = (await pipeline.exec()) ?? [];
    return ranges.map((range, index) => readPage(range.namespace, answers.slice(2 * index, 2 * index + 2)));
  }

  /** Takes those that are still pending; the others are not in the answer. */
  async claim(applications: readonly ApplicationName[]): Promise<readonly ClaimedApplication[]> {
    if (applications.length === 0) return [];
    const own = applications.flatMap((one) => [queueKeys.pending(one.namespace), queueKeys.sightings(one)]);
    const keys = [queueKeys.tenants, queueKeys.claimed, ...own];
    const values = applications.flatMap((one) => [one.namespace, one.name]);
    const flat = Texts.parse(await claimScript.run(this.#link.client, keys, [scoreStep, ...values]));
    return Array.from({ length: flat.length / 4 }, (_, index) => ({
      application: { namespace: flat[4 * index] ?? '', name: flat[4 * index + 1] ?? '' },
      waitedMs: Number(flat[4 * index + 2]),
      isSighted: flat[4 * index + 3] !== '0',
    }));
  }

  /** Forgets claims: they are jobs now, or nobody wants them any more. */
  async confirm(applications: readonly ApplicationName[]): Promise<void> {
    if (applications.length === 0) return;
    await this.#link.client.zrem(queueKeys.claimed, ...applications.map((one) => `${one.namespace}/${one.name}`));
  }

  /** Puts claims that an earlier or failed round left behind back among the pending. */
  async restore(): Promise<void> {
    const claims = await this.#link.client.zrange(queueKeys.claimed, 0, '-1', 'WITHSCORES');
    for (let index = 0; index + 1 < claims.length; index += 2) {
      const [namespace = '', name = ''] = (claims[index] ?? '').split('/');
      const keys = [queueKeys.tenants, queueKeys.claimed, queueKeys.pending(namespace)];
      await restoreScript.run(this.#link.client, keys, [namespace, name, claims[index + 1] ?? '0']);
    }
  }
}

function readPage(namespace: string, answers: readonly unknown[]): PendingPage {
  const [[, flat], [, total]] = PageAnswer.parse(answers);
  const entries = Array.from({ length: flat.length / 2 }, (_, index) => ({
    application: { namespace, name: flat[2 * index] ?? '' },
    urgency: urgencyOfScore(Number(flat[2 * index + 1])),
  }));
  return { namespace, total, entries };
}
