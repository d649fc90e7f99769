import { createSecretKey } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import type { DispatchFacts } from '#adapters/queue/dispatch/dispatch-facts.ts';
import type { EnvelopeKeys } from '#adapters/queue/jobs/envelope.ts';
import { RedisLink } from '#adapters/queue/redis/redis-link.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { Guard } from '../../fleet/processes/guard.ts';
import { LocalRedis } from '../../fleet/redis/local-redis.ts';
import { findRedisServer } from '../../setup/distribution-packages.ts';

export const clock = new SystemClock();
export const silentLog = { info: ignore, warn: ignore, error: ignore };
export const envelopeKeys: EnvelopeKeys = { current: createSecretKey(Buffer.alloc(32, 'k')) };

function ignore(): void {}

/** Everything is ready on one roomy cluster, and all tenants weigh the same, unless overridden. */
export function facts(overrides: Partial<DispatchFacts> = {}): DispatchFacts {
  return {
    application: () => ({ kind: 'ready', cluster: 'eu' }),
    cluster: () => ({ ready: true, concurrentSyncs: 1_000 }),
    tenant: () => ({ weight: 1 }),
    seen: () => ({ application: '10', repository: '7', tenant: '5', cluster: '3' }),
    ...overrides,
  };
}

export function applicationOf(id: string): ApplicationName {
  const [namespace = '', name = ''] = id.split('/');
  return { namespace, name };
}

/** A real Redis in processes and folders that end with `close`, whatever the tests do. */
export class QueueFixture {
  readonly redis: LocalRedis;
  readonly #guard: Guard;
  readonly #links: RedisLink[] = [];

  private constructor(redis: LocalRedis, guard: Guard) {
    this.redis = redis;
    this.#guard = guard;
  }

  static async start(): Promise<QueueFixture> {
    const binary = findRedisServer();
    if (binary === undefined) throw new Error('redis-server is missing: run npm run setup');
    const guard = await Guard.start();
    const folder = await mkdtemp(join(tmpdir(), 'nabe-queue-'));
    guard.ownFolder(folder);
    const redis = await LocalRedis.start({ binary, folder, logFile: join(folder, 'redis.log'), guard });
    return new QueueFixture(redis, guard);
  }

  async link(name = 'test'): Promise<RedisLink> {
    const link = new RedisLink({ url: this.redis.url, name, log: silentLog });
    this.#links.push(link);
    await link.waitUntilAvailable(AbortSignal.timeout(5_000));
    return link;
  }

  async empty(): Promise<void> {
    const link = await this.link();
    await link.client.flushall();
  }

  closeLinks(): void {
    for (const link of this.#links.splice(0)) link.close();
  }

  async close(): Promise<void> {
    this.closeLinks();
    await this.#guard.close();
  }
}
