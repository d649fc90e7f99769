import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { syncQueueName, syncQueuePrefix } from '#adapters/queue/jobs/jobs.ts';
import { queueKeys } from '#adapters/queue/redis/queue-keys.ts';

/** Looks at the queue of syncs from outside, which is cheaper for everybody than a watch of thousands of Applications. */
export class QueueWatch {
  private readonly redis: Redis;
  private readonly queue: Queue;

  constructor(redisUrl: string) {
    this.redis = new Redis(redisUrl);
    this.queue = new Queue(syncQueueName, { connection: this.redis, prefix: syncQueuePrefix, skipVersionCheck: true });
  }

  /** Jobs that there ever were. */
  async countJobs(): Promise<number> {
    return Number((await this.redis.get(this.queue.toKey('id'))) ?? 0);
  }

  /** Nothing is pending, waits for a worker or runs. */
  async isEmpty(): Promise<boolean> {
    const [tenants, claimed, jobs] = await Promise.all([
      this.redis.scard(queueKeys.tenants),
      this.redis.zcard(queueKeys.claimed),
      this.queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized'),
    ]);
    return tenants + claimed + jobs === 0;
  }

  async close(): Promise<void> {
    try {
      await this.queue.close();
    } finally {
      // It would try to reach a Redis that is gone for ever.
      this.redis.disconnect();
    }
  }
}
