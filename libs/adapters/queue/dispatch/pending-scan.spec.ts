import { describe, expect, it } from 'vitest';
import type { PendingPage, PendingRange } from '../pending/pending-store.ts';
import type { DispatchFacts } from './dispatch-facts.ts';
import type { InFlight } from './in-flight.ts';
import { PendingScan } from './pending-scan.ts';

const nothingInFlight: InFlight = { count: 0, applications: new Set(), byTenant: new Map(), byCluster: new Map() };

/** `gone-*` exist no more; the others lie on the cluster that their name begins with. One that is down takes none, the others ten. */
const facts: DispatchFacts = {
  application: ({ name }) =>
    name.startsWith('gone') ? { kind: 'drop' } : { kind: 'ready', cluster: name.split('-')[0] ?? '' },
  cluster: (name) => ({ ready: name !== 'down', concurrentSyncs: 10 }),
  tenant: () => ({ weight: 1 }),
  seen: () => ({ application: '', repository: '', tenant: '5', cluster: '3' }),
};

/** Lines of names by tenant, and the ranges that were read of them. */
function pendingLines(lines: Readonly<Record<string, string[]>>) {
  const read: PendingRange[] = [];
  const peek = (ranges: readonly PendingRange[]): Promise<readonly PendingPage[]> => {
    read.push(...ranges);
    return Promise.resolve(
      ranges.map(({ namespace, offset, count }) => {
        const line = lines[namespace] ?? [];
        const names = line.slice(offset, offset + count);
        return {
          namespace,
          total: line.length,
          entries: names.map((name) => ({ application: { namespace, name }, urgency: 'change' as const })),
        };
      }),
    );
  };
  return { store: { tenants: () => Promise.resolve(Object.keys(lines)), peek }, read };
}

function many(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

describe('PendingScan.run', () => {
  it('reads one more than there are slots, and nothing further when that suffices', async () => {
    const { store, read } = pendingLines({ red: many('web', 50) });
    const scans = await new PendingScan(store, facts, () => 0).run(3, nothingInFlight);
    expect(scans.map((scan) => scan.candidates.map((one) => one.application.name))).toEqual([
      ['web-0', 'web-1', 'web-2', 'web-3'],
    ]);
    expect(read).toEqual([{ namespace: 'red', offset: 0, count: 4 }]);
  });

  it('leaves out what is in flight and names what nobody wants any more', async () => {
    const { store } = pendingLines({ red: ['web', 'gone-1', 'api'] });
    const inFlight = { ...nothingInFlight, count: 1, applications: new Set(['red/web']) };
    const [scan] = await new PendingScan(store, facts, () => 0).run(5, inFlight);
    expect(scan).toEqual({
      namespace: 'red',
      total: 3,
      candidates: [{ application: { namespace: 'red', name: 'api' }, urgency: 'change', cluster: 'api' }],
      dropped: [{ namespace: 'red', name: 'gone-1' }],
    });
  });

  it('looks behind those that a slow cluster has no room for, also while it has a little', async () => {
    const { store } = pendingLines({ red: [...many('slow', 30), ...many('web', 30)] });
    const scan = new PendingScan(store, facts, () => 0);
    const found: string[][] = [];
    for (const inFlight of [8, 10, 3]) {
      const [red] = await scan.run(6, { ...nothingInFlight, byCluster: new Map([['slow', inFlight]]) });
      found.push(red?.candidates.map((one) => one.application.name) ?? []);
    }
    const web = many('web', 10);
    expect(found).toEqual([['slow-0', 'slow-1', ...web], web.slice(0, 7), many('slow', 7)]);
  });

  it('searches for all clusters that have room while the workers have few jobs', async () => {
    const { store } = pendingLines({ red: [...many('slow', 30), ...many('web', 30), ...many('api', 30)] });
    const scan = new PendingScan(store, facts, () => now);
    let now = 0;
    const found: number[] = [];
    for (const [at, count] of [
      [0, 10],
      [200, 10],
      [400, 30],
    ] as const) {
      now = at;
      const [red] = await scan.run(20, { ...nothingInFlight, count, byCluster: new Map([['slow', 10]]) });
      found.push(red?.candidates.length ?? 0);
    }
    expect(found).toEqual([20, 20, 10]);
  });

  it('searches on behind thousands that cannot move, stays where it found something, and does not search without pause', async () => {
    const { store, read } = pendingLines({ red: [...many('down', 4_500), ...many('web', 10)] });
    let now = 0;
    const scan = new PendingScan(store, facts, () => now);
    const found: number[] = [];
    for (now of [0, 100, 200, 400, 410]) found.push((await scan.run(1, nothingInFlight))[0]?.candidates.length ?? 0);
    expect(found).toEqual([0, 0, 0, 10, 2]);
    expect(read.filter((range) => range.offset > 0).map(({ offset, count }) => [offset, count])).toEqual([
      [2, 2_000],
      [2_002, 2_000],
      [4_002, 2_000],
      [4_500, 2],
    ]);
  });
});
