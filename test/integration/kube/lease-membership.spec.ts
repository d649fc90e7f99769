import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LeaseMembership, type Member } from '#adapters/kube/lease/lease-membership.ts';
import { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import { assignSpokes } from '#core/observe/assign-spokes.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import { TcpProxy } from '../fixtures/tcp-proxy.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ spokes: [] });
});
afterAll(() => fleet?.stop());

const timing = { durationMs: 3000, intervalMs: 300 };
const soon = { timeout: 20_000, interval: 50 };
const CLUSTERS = Array.from({ length: 40 }, (_, index) => `spoke-${index}`);

/** One process that reaches the API server by its own way, which can be cut. */
async function member(prefix: string, identity: string) {
  const proxy = await TcpProxy.start(fleet.management.server);
  const connection = new KubeConnection({
    title: 'the management cluster',
    server: proxy.address,
    tls: { ca: fleet.management.caPem },
    authorization: async () => `Bearer ${fleet.management.adminToken}`,
    requestsInFlight: 4,
    userAgent: 'nabe/test',
  });
  const heard: (readonly string[])[] = [];
  const onChange = (members: readonly Member[]): void => void heard.push(members.map((one) => one.identity));
  const clock = new SystemClock();
  const membership = new LeaseMembership({
    connection,
    namespace: 'default',
    prefix,
    identity,
    roles: ['sync', 'observe'],
    clock,
    onChange,
    timing,
  });
  return {
    proxy,
    knows: () => heard.at(-1) ?? [],
    share: () =>
      [...assignSpokes(CLUSTERS, heard.at(-1) ?? []).values()].filter((worker) => worker === identity).length,
    async end(): Promise<void> {
      await membership.stop();
      await connection.close();
      await proxy.close();
    },
  };
}

function compareNumbers(a: number, b: number): number {
  return a - b;
}

describe('LeaseMembership', () => {
  it('lets all know all, and each have an even share, while members come and go', async () => {
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((identity) => member('come-and-go-', identity)));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three were asked for');
    const all = ['a', 'b', 'c'];
    await expect.poll(() => [a.knows(), b.knows(), c.knows()], soon).toEqual([all, all, all]);
    expect([a.share(), b.share(), c.share()].toSorted(compareNumbers)).toEqual([12, 14, 14]);

    await b.end();
    await expect
      .poll(() => [a.knows(), c.knows()], soon)
      .toEqual([
        ['a', 'c'],
        ['a', 'c'],
      ]);
    expect([a.share(), c.share()]).toEqual([20, 20]);

    const d = await member('come-and-go-', 'd');
    await expect.poll(() => [a.share(), c.share(), d.share()].toSorted(compareNumbers), soon).toEqual([12, 14, 14]);
    await Promise.all([a.end(), c.end(), d.end()]);
  });

  it('lets a member that is cut off go on for nobody: the others miss it, and it has no share itself', async () => {
    const [a, b] = await Promise.all(['a', 'b'].map((identity) => member('cut-off-', identity)));
    if (a === undefined || b === undefined) throw new Error('two were asked for');
    await expect
      .poll(() => [a.knows(), b.knows()], soon)
      .toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);

    a.proxy.cut();

    await expect.poll(() => b.knows(), soon).toEqual(['b']);
    await expect.poll(() => a.share(), soon).toBe(0);
    a.proxy.mend();
    await expect.poll(() => [a.share(), b.share()], soon).toEqual([20, 20]);
    await Promise.all([a.end(), b.end()]);
  });
});
