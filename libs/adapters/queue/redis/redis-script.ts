import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script that Redis keeps: it is named by its digest and sent as a whole only to a Redis that does not know it, as after a restart. */
export class RedisScript {
  private readonly text: string;
  private readonly sha: string;

  constructor(text: string) {
    this.text = text;
    this.sha = hash('sha1', text, 'hex');
  }

  /** What the script answers, unchecked. */
  async run(client: Redis, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    try {
      return await client.evalsha(this.sha, keys.length, ...keys, ...values);
    } catch (error) {
      // Redis says so before it runs anything: nothing is done twice.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(this.text, keys.length, ...keys, ...values);
    }
  }
}
