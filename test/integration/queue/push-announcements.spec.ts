import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisPushAnnouncements } from '#adapters/queue/redis/redis-push-announcements.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { QueueFixture } from './queue-fixture.ts';

let fixture: QueueFixture;

beforeAll(async () => {
  fixture = await QueueFixture.start();
});

afterAll(() => fixture.close());

describe('RedisPushAnnouncements', () => {
  it('reach every process that follows, the one that announces too, until it ends', async () => {
    const [hub, worker] = [await fixture.link('hub'), await fixture.link('worker')];
    const heard: Record<string, string[]> = { hub: [], worker: [] };
    const announcements = new RedisPushAnnouncements(hub);
    announcements.follow((repository) => heard['hub']?.push(repository));
    const end = new RedisPushAnnouncements(worker).follow((repository) => heard['worker']?.push(repository));
    const until = (what: string, check: () => boolean) =>
      waitUntil(async () => check(), { what, deadlineMs: 10_000, explain: () => JSON.stringify(heard) });

    // A subscription takes a moment, and what was said before is not heard.
    await until('both hear', () => {
      announcements.announce('tenant-red/apps');
      return (
        heard['hub']?.includes('tenant-red/apps') === true && heard['worker']?.includes('tenant-red/apps') === true
      );
    });
    end();
    announcements.announce('tenant-red/other');
    await until('the hub hears', () => heard['hub']?.includes('tenant-red/other') === true);
    expect(heard['worker']).not.toContain('tenant-red/other');
  });
});
