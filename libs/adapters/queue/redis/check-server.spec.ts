import { describe, expect, it } from 'vitest';
import { serverWarnings } from './check-server.ts';

const evicts = {
  fields: { policy: 'allkeys-lru', wanted: 'noeviction' },
  message: 'Redis evicts keys when its memory is full: set maxmemory-policy to noeviction',
};
const old = {
  fields: { version: '6.0.16', wanted: '6.2' },
  message: 'Redis is too old for the queue: use 6.2 or newer',
};

describe('serverWarnings', () => {
  it.each([
    {
      name: 'says nothing of a good server',
      info: '# Server\r\nredis_version:7.0.15\r\n# Memory\r\nmaxmemory_policy:noeviction\r\n',
      expected: [],
    },
    {
      name: 'accepts Valkey',
      info: 'redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.0.1\r\nmaxmemory_policy:noeviction',
      expected: [],
    },
    { name: 'warns of eviction', info: 'redis_version:6.2.0\r\nmaxmemory_policy:allkeys-lru', expected: [evicts] },
    { name: 'warns of an old server', info: 'redis_version:6.0.16', expected: [old] },
    { name: 'says nothing when the server tells nothing', info: '', expected: [] },
  ])('$name', ({ info, expected }) => {
    expect(serverWarnings(info)).toEqual(expected);
  });
});
