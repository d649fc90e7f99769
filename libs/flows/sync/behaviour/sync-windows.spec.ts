import { beforeEach, describe, expect, it } from 'vitest';
import type { TenantSpec } from '#core/resources/tenant.ts';
import { configMap, configMapKey, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync-application.ts';

type Window = NonNullable<TenantSpec['syncWindows']>[number];

const never = new AbortController().signal;
const nightly: Window = { kind: 'deny', schedule: '0 22 * * *', duration: '8h', applications: ['*'] };

let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);

function setWindows(...syncWindows: Window[]): void {
  const tenant = world.controlPlane.views.Tenant.list()[0];
  if (tenant === undefined) throw new Error('no tenant');
  world.controlPlane.views.Tenant.put({ ...tenant, spec: { ...tenant.spec, syncWindows } });
}

beforeEach(() => {
  world = new SyncWorld();
  world.clock.nowMs = Date.parse('2026-03-04T23:00:00Z');
  world.push({ a: configMap('a', { color: 'red' }) });
});

describe('syncApplication, with sync windows of its tenant', () => {
  it('waits while one denies it, and says until when', async () => {
    setWindows(nightly);

    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'OutsideSyncWindow' });
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.application.status.operation?.retryAt).toBe('2026-03-05T06:00:00Z');
    expect(world.application.status.summary).toBe(
      'Not synced: denied by the sync window "0 22 * * *" for 8h of Tenant red. It may be synced again at 2026-03-05T06:00:00Z. Nabe tries again by itself.',
    );
  });

  it('is synced once that time has come', async () => {
    setWindows(nightly);
    await sync();
    world.clock.nowMs = Date.parse('2026-03-05T06:00:00Z');

    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1 });
  });

  it('waits until one that allows it opens', async () => {
    setWindows({
      kind: 'allow',
      schedule: '0 9 * * MON-FRI',
      duration: '1h',
      clusters: ['prod-*'],
      timeZone: 'Europe/Berlin',
    });

    expect(await sync()).toMatchObject({ outcome: 'waiting' });
    expect(world.application.status.summary).toContain(
      'no sync window that allows it is open ("0 9 * * MON-FRI" for 1h in Europe/Berlin) of Tenant red. It may be synced again at 2026-03-05T08:00:00Z.',
    );
  });

  it('does not look at windows that are about other Applications', async () => {
    setWindows({ ...nightly, applications: ['other'] });

    expect(await sync()).toMatchObject({ outcome: 'synced' });
  });

  it('leaves drift alone until then, and undoes it without being told again', async () => {
    await sync();
    setWindows(nightly);
    world.spoke.edit(configMapKey('a'), ['data', 'color'], 'green');
    const live = world.spoke.live(configMapKey('a'));
    const sighting = { state: 'present', uid: live.uid, entryHash: live.entryHash('nabe') } as const;
    world.queue.sight(WEB, new Map([['/ConfigMap/shop/a', sighting]]));
    world.spoke.takeRequests();
    expect(await sync()).toMatchObject({ outcome: 'waiting' });
    expect(world.spoke.takeRequests()).toEqual([]);

    world.clock.nowMs = Date.parse('2026-03-05T06:00:00Z');
    expect(await sync()).toMatchObject({ outcome: 'synced', applied: 1 });
    expect(live.toJson()).toMatchObject({ data: { color: 'red' } });
  });

  it('goes on with a sync that began before, where the window says so', async () => {
    world.clock.nowMs = Date.parse('2026-03-04T21:59:00Z');
    world.spoke.script.failOn('apply', { kind: 'unreachable', message: 'No answer.' }, 1);
    setWindows({ ...nightly, syncOverrun: true });
    expect(await sync()).toMatchObject({ outcome: 'waiting', reason: 'ClusterUnreachable' });
    world.clock.nowMs = Date.parse('2026-03-04T22:01:00Z');

    expect(await sync()).toMatchObject({ outcome: 'synced' });
  });

  it('refuses to guess what a window means that cannot be read', async () => {
    setWindows({ ...nightly, schedule: '0 25 * * *' });

    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'InvalidSyncWindow' });
    expect(world.application.status.summary).toContain(
      'syncWindows[0].schedule "0 25 * * *": "25" is not within 0 to 23. The platform team has to correct it.',
    );
  });
});
