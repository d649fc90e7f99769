import { z } from 'zod';
import { queueKeys } from '../redis/queue-keys.ts';
import type { RedisLink } from '../redis/redis-link.ts';

const QuarantinedJob = z.object({
  jobId: z.string(),
  reason: z.enum(['malformed', 'forged', 'expired']),
  at: z.number(),
});
export type QuarantinedJob = z.infer<typeof QuarantinedJob>;

const maxJobs = 100;
const maxJobIdLength = 600;

/** The last hundred jobs that workers refused because of their envelope. Their payloads are not kept: nobody vouches for them. */
export class Quarantine {
  readonly #link: RedisLink;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  async add(job: QuarantinedJob): Promise<void> {
    const record = JSON.stringify({ ...job, jobId: job.jobId.slice(0, maxJobIdLength) });
    await this.#link.client
      .multi()
      .lpush(queueKeys.quarantine, record)
      .ltrim(queueKeys.quarantine, 0, maxJobs - 1)
      .exec();
  }

  /** Newest first. */
  async list(): Promise<readonly QuarantinedJob[]> {
    const records = await this.#link.client.lrange(queueKeys.quarantine, 0, maxJobs - 1);
    return records.map((record) => QuarantinedJob.parse(JSON.parse(record)));
  }
}
