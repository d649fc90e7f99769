import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterRoom, TenantPending } from './candidate-line.ts';
import { chooseNext } from './choose-next.ts';
import type { ChooseNextInput } from './choose-next.ts';
import { initialFairness } from './fairness-state.ts';

const cluster = fc.constantFrom('eu', 'us', 'staging', 'gone');
const room = fc.record<ClusterRoom>({
  ready: fc.boolean(),
  concurrentSyncs: fc.integer({ min: 1, max: 6 }),
  inFlight: fc.integer({ min: 0, max: 6 }),
});

const anyInput: fc.Arbitrary<ChooseNextInput> = fc
  .record({
    tenants: fc.uniqueArray(
      fc.record({
        tenant: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        weight: fc.integer({ min: 1, max: 1_000 }),
        concurrentSyncs: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
        inFlight: fc.integer({ min: 0, max: 4 }),
        pending: fc.array(fc.record({ cluster, byPerson: fc.boolean() }), { maxLength: 12 }),
      }),
      { selector: (one) => one.tenant },
    ),
    rooms: fc.tuple(room, room, room),
    busy: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 5 }))),
    freeSlots: fc.integer({ min: 0, max: 30 }),
    expressCredit: fc.integer({ min: 0, max: 8 }),
    lastServed: fc.constantFrom('', 'a', 'c', 'e'),
  })
  .map(({ tenants, rooms, busy, freeSlots, expressCredit, lastServed }) => ({
    tenants: tenants.map((one) => ({
      ...one,
      pending: one.pending.map((pending, index) => ({ ...pending, application: `${one.tenant}${index}` })),
    })),
    clusters: new Map([['eu', rooms[0]] as const, ['us', rooms[1]] as const, ['staging', rooms[2]] as const]),
    inFlight: new Set(busy.map(([name, index]) => `${name}${index}`)),
    freeSlots,
    state: { ...initialFairness, expressCredit, lastServed },
  }));

/** What is left to choose, and the room left for it, after a choice. */
function afterwards(input: ChooseNextInput) {
  const choice = chooseNext(input);
  const all = input.tenants.flatMap((one) => one.pending.map((pending) => ({ ...pending, tenant: one })));
  const names = new Set(choice.chosen.map((one) => one.application));
  const chosen = all.filter((one) => names.has(one.application));
  const tenantRoom = (one: TenantPending) =>
    (one.concurrentSyncs ?? Infinity) - one.inFlight - chosen.filter((other) => other.tenant === one).length;
  const clusterRoom = (name: string) => {
    const found = input.clusters.get(name);
    return found?.ready === true
      ? found.concurrentSyncs - found.inFlight - chosen.filter((other) => other.cluster === name).length
      : 0;
  };
  return { choice, all, names, chosen, tenantRoom, clusterRoom };
}

describe('chooseNext, for any input', () => {
  it('chooses each Application once, within the slots and every limit', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { choice, names, chosen, tenantRoom, clusterRoom } = afterwards(input);
        expect(names.size).toBe(choice.chosen.length);
        expect(choice.chosen.length).toBeLessThanOrEqual(input.freeSlots);
        for (const one of chosen) {
          expect(tenantRoom(one.tenant)).toBeGreaterThanOrEqual(0);
          expect(clusterRoom(one.cluster)).toBeGreaterThanOrEqual(0);
          expect(input.inFlight.has(one.application)).toBe(false);
        }
      }),
    );
  });

  it('leaves no slot free while an eligible Application waits', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { choice, all, names, tenantRoom, clusterRoom } = afterwards(input);
        if (choice.chosen.length === input.freeSlots) return;
        const waiting = all.filter((one) => !names.has(one.application) && !input.inFlight.has(one.application));
        expect(waiting.filter((one) => tenantRoom(one.tenant) > 0 && clusterRoom(one.cluster) > 0)).toEqual([]);
      }),
    );
  });

  it('does not depend on the order in which tenants are given', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(chooseNext({ ...input, tenants: input.tenants.toReversed() })).toEqual(chooseNext(input));
      }),
    );
  });
});

/** Dispatches `slots` at a time from lines that never end, and counts how often each tenant was served. */
function serve(
  weights: Readonly<Record<string, number>>,
  rounds: number,
  slots: number,
  personTenant = '',
): Map<string, number> {
  const counts = new Map<string, number>();
  let state = initialFairness;
  for (let round = 0; round < rounds; round += 1) {
    const tenants = Object.entries(weights).map(([tenant, weight]) => ({
      tenant,
      weight,
      inFlight: 0,
      pending: Array.from({ length: slots + 1 }, (_, index) => ({
        application: `${tenant}${index}`,
        cluster: 'eu',
        byPerson: tenant === personTenant,
      })),
    }));
    const clusters = new Map([['eu', { ready: true, concurrentSyncs: 1_000, inFlight: 0 }]]);
    const choice = chooseNext({ tenants, clusters, inFlight: new Set(), freeSlots: slots, state });
    state = choice.state;
    for (const one of choice.chosen) counts.set(one.tenant, (counts.get(one.tenant) ?? 0) + 1);
  }
  return counts;
}

describe('chooseNext, over many calls', () => {
  it.each([1, 2, 7])('shares by weight with %i slots at a time', (slots) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (first, second) => {
        const counts = serve({ a: first, b: second, c: 1 }, 200, slots);
        const total = 200 * slots;
        for (const [tenant, weight] of [
          ['a', first],
          ['b', second],
          ['c', 1],
        ] as const) {
          const share = (total * weight) / (first + second + 1);
          expect(Math.abs((counts.get(tenant) ?? 0) - share)).toBeLessThanOrEqual(2 + Math.max(first, second));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('lets a tenant with 10 pass one with 10,000 at every second dispatch', () => {
    const counts = serve({ huge: 1, small: 1 }, 20, 1);
    expect(counts).toEqual(
      new Map([
        ['huge', 10],
        ['small', 10],
      ]),
    );
  });

  it('leaves half of the slots to the others under a flood of requests by persons', () => {
    const counts = serve({ calm: 1, flood: 1 }, 100, 1, 'flood');
    expect(counts.get('calm')).toBeGreaterThanOrEqual(30);
  });
});
