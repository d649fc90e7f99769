import { describe, expect, it } from 'vitest';
import type { ClusterRoom, TenantPending } from './candidate-line.ts';
import { chooseNext } from './choose-next.ts';
import type { ChooseNextInput } from './choose-next.ts';
import { initialFairness } from './fairness-state.ts';

const roomy: ClusterRoom = { ready: true, concurrentSyncs: 1_000, inFlight: 0 };

function tenant(name: string, applications: readonly string[], limits: Partial<TenantPending> = {}): TenantPending {
  const pending = applications.map((application) => ({
    application,
    cluster: application.split('@')[1] ?? 'eu',
    byPerson: application.endsWith('!'),
  }));
  return { tenant: name, weight: 1, inFlight: 0, pending, ...limits };
}

function many(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function choose(input: Partial<ChooseNextInput>): string[] {
  const clusters = new Map([['eu', roomy]]);
  const choice = chooseNext({
    tenants: [],
    clusters,
    inFlight: new Set(),
    freeSlots: 4,
    state: initialFairness,
    ...input,
  });
  return choice.chosen.map((one) => one.application);
}

describe('chooseNext', () => {
  it.each<{ name: string; input: Partial<ChooseNextInput>; chosen: string[] }>([
    { name: 'chooses nothing when nobody waits', input: {}, chosen: [] },
    { name: 'chooses nothing without free slots', input: { tenants: [tenant('a', ['a1'])], freeSlots: 0 }, chosen: [] },
    {
      name: 'keeps the order inside a tenant',
      input: { tenants: [tenant('a', ['a3', 'a1', 'a2'])] },
      chosen: ['a3', 'a1', 'a2'],
    },
    {
      name: 'takes tenants in turn, whatever the order they come in',
      input: { tenants: [tenant('b', many('b', 9)), tenant('a', many('a', 9))] },
      chosen: ['a1', 'b1', 'a2', 'b2'],
    },
    {
      name: 'begins after the tenant served last',
      input: { tenants: [tenant('a', ['a1']), tenant('b', ['b1'])], state: { ...initialFairness, lastServed: 'a' } },
      chosen: ['b1', 'a1'],
    },
    {
      name: 'shares by weight in short turns',
      input: { tenants: [tenant('a', many('a', 9), { weight: 3 }), tenant('b', many('b', 9))], freeSlots: 8 },
      chosen: ['a1', 'a2', 'a3', 'b1', 'a4', 'a5', 'a6', 'b2'],
    },
    {
      name: 'gives all slots to a light tenant when it is alone',
      input: { tenants: [tenant('a', many('a', 9), { weight: 1 })], freeSlots: 3 },
      chosen: ['a1', 'a2', 'a3'],
    },
    {
      name: "respects a tenant's limit, counting what is in flight",
      input: { tenants: [tenant('a', many('a', 9), { concurrentSyncs: 3, inFlight: 2 }), tenant('b', ['b1'])] },
      chosen: ['a1', 'b1'],
    },
    {
      name: "respects a cluster's limit and goes on with the tenant's other clusters",
      input: {
        tenants: [tenant('a', ['a1@us', 'a2@us', 'a3@eu'])],
        clusters: new Map([
          ['eu', roomy],
          ['us', { ready: true, concurrentSyncs: 5, inFlight: 4 }],
        ]),
      },
      chosen: ['a1@us', 'a3@eu'],
    },
    {
      name: 'leaves out clusters that are not ready or not known',
      input: {
        tenants: [tenant('a', ['a1@down', 'a2@nowhere', 'a3@eu'])],
        clusters: new Map([
          ['eu', roomy],
          ['down', { ...roomy, ready: false }],
        ]),
      },
      chosen: ['a3@eu'],
    },
    {
      name: 'lets an Application in flight wait',
      input: { tenants: [tenant('a', ['a1', 'a2'])], inFlight: new Set(['a1']) },
      chosen: ['a2'],
    },
    {
      name: "puts a person's request ahead of all tenants",
      input: { tenants: [tenant('a', many('a', 9)), tenant('b', ['b1!', 'b2'])], freeSlots: 3 },
      chosen: ['b1!', 'a1', 'b2'],
    },
    {
      name: "lets persons' requests take turns by tenant",
      input: { tenants: [tenant('a', ['a1!', 'a2!', 'a3!']), tenant('b', ['b1!'])], freeSlots: 3 },
      chosen: ['a1!', 'b1!', 'a2!'],
    },
    {
      name: "stops persons' requests from going ahead once their credit is used",
      input: {
        tenants: [tenant('a', many('a', 9)), tenant('b', ['b1!', 'b2!', 'b3!'])],
        state: { ...initialFairness, expressCredit: 1 },
        freeSlots: 4,
      },
      chosen: ['b1!', 'a1', 'b2!', 'a2'],
    },
  ])('$name', ({ input, chosen }) => {
    expect(choose(input)).toEqual(chosen);
  });
});
