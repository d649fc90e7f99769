import type { Redis } from 'ioredis';
import type { QueueLog } from './queue-log.ts';

/** Sorted sets keep the lower score (`ZADD LT`) since 6.2. */
const oldestVersion = [6, 2] as const;

/**
 * Warns the platform team of a Redis that would lose or refuse jobs: too old, or one that evicts keys when its memory is
 * full. Says nothing when Redis does not tell.
 */
export async function checkServer(client: Redis, log: QueueLog): Promise<void> {
  const answer = await client.info('server', 'memory').catch(() => '');
  for (const warning of serverWarnings(answer)) log.warn(warning.fields, warning.message);
}

export interface ServerWarning {
  readonly fields: object;
  readonly message: string;
}

/** Reads the text that `INFO server memory` answers. */
export function serverWarnings(info: string): ServerWarning[] {
  const values = new Map(
    info.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
  const warnings: ServerWarning[] = [];
  const policy = values.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push({
      fields: { policy, wanted: 'noeviction' },
      message: 'Redis evicts keys when its memory is full: set maxmemory-policy to noeviction',
    });
  }
  // Valkey announces the Redis version it is compatible with under the same name.
  const version = values.get('redis_version');
  if (version !== undefined && isOlder(version)) {
    warnings.push({
      fields: { version, wanted: oldestVersion.join('.') },
      message: 'Redis is too old for the queue: use 6.2 or newer',
    });
  }
  return warnings;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]);
}
