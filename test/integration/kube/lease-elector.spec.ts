import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LeaseElector } from '#adapters/kube/lease/lease-elector.ts';
import { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import { TcpProxy } from '../fixtures/tcp-proxy.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ spokes: [] });
});
afterAll(() => fleet?.stop());

const timing = { durationMs: 2000, intervalMs: 300 };

/** One candidate that reaches the API server by its own way, which can be cut. */
async function candidate(name: string, identity: string, heard: string[]) {
  const proxy = await TcpProxy.start(fleet.management.server);
  const connection = new KubeConnection({
    title: 'the management cluster',
    server: proxy.address,
    tls: { ca: fleet.management.caPem },
    authorization: async () => `Bearer ${fleet.management.adminToken}`,
    requestsInFlight: 4,
    userAgent: 'nabe/test',
  });
  const elector = new LeaseElector({
    connection,
    namespace: 'default',
    name,
    identity,
    clock: new SystemClock(),
    onGained: () => void heard.push(`${identity} gained`),
    onLost: () => void heard.push(`${identity} lost`),
    timing,
  });
  const end = async (): Promise<void> => {
    await elector.stop();
    await connection.close();
    await proxy.close();
  };
  return { elector, proxy, end };
}

const soon = { timeout: 8000, interval: 20 };

describe('LeaseElector', () => {
  it('elects one of many, and the next one at once when it gives the Lease back', async () => {
    const heard: string[] = [];
    const candidates = await Promise.all(['a', 'b', 'c'].map((identity) => candidate('handed-over', identity, heard)));
    await expect.poll(() => heard.length, soon).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 3 * timing.intervalMs));
    expect(candidates.filter(({ elector }) => elector.isHolder)).toHaveLength(1);
    const first = candidates.find(({ elector }) => elector.isHolder);
    const startedAt = performance.now();
    await first?.end();
    await expect.poll(() => heard.length, soon).toBe(3);
    expect(performance.now() - startedAt).toBeLessThan(timing.durationMs);
    expect(heard.map((event) => event.slice(2))).toEqual(['gained', 'lost', 'gained']);
    await Promise.all(candidates.filter((other) => other !== first).map(({ end }) => end()));
  });

  it('loses the Lease by its own clock before another takes it over', async () => {
    const heard: string[] = [];
    const first = await candidate('cut-off', 'first', heard);
    await expect.poll(() => heard, soon).toEqual(['first gained']);
    const second = await candidate('cut-off', 'second', heard);
    first.proxy.cut();
    await expect.poll(() => heard, soon).toEqual(['first gained', 'first lost', 'second gained']);
    first.proxy.mend();
    await new Promise((resolve) => setTimeout(resolve, 3 * timing.intervalMs));
    expect({ first: first.elector.isHolder, second: second.elector.isHolder }).toEqual({ first: false, second: true });
    await Promise.all([first.end(), second.end()]);
  });

  it('keeps the Lease over a short interruption', async () => {
    const heard: string[] = [];
    const only = await candidate('interrupted', 'only', heard);
    await expect.poll(() => heard, soon).toEqual(['only gained']);
    only.proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 2 * timing.intervalMs));
    only.proxy.mend();
    await new Promise((resolve) => setTimeout(resolve, timing.durationMs));
    expect(heard).toEqual(['only gained']);
    await only.end();
    expect(heard).toEqual(['only gained', 'only lost']);
  });
});
