import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '../model/objects/inventory.ts';
import { findWantedWatches, isSecret } from './wanted-watches.ts';

const entry = (kind: string, namespace: string, group = ''): InventoryEntry => ({
  group,
  kind,
  namespace,
  name: 'x',
  version: 'v1',
});
const rules = { hasHealth: ({ kind }: { kind: string }) => kind === 'Deployment', isClosedToHub: isSecret };

describe('findWantedWatches', () => {
  it('asks for one watch of a kind, however many namespaces and tenants have objects of it', () => {
    const owned = [
      { tenant: 'red', inventory: [entry('ConfigMap', 'a'), entry('ConfigMap', 'b')] },
      { tenant: 'blue', inventory: [entry('ConfigMap', 'c')] },
    ];

    expect([...findWantedWatches(owned, rules).values()]).toEqual([
      { kind: { group: '', version: 'v1', kind: 'ConfigMap' }, mode: 'metadata', namespace: '' },
    ]);
  });

  it('watches whole objects where their health counts', () => {
    const owned = [{ tenant: 'red', inventory: [entry('Deployment', 'a', 'apps')] }];

    expect([...findWantedWatches(owned, rules).values()].map(({ mode }) => mode)).toEqual(['full']);
  });

  it.each([
    { name: 'first', tenants: ['red', 'blue'] },
    { name: 'last', tenants: ['blue', 'red'] },
  ])('watches whole objects when one tenant of several wants that, and comes $name', ({ tenants }) => {
    const owned = tenants.map((tenant) => ({ tenant, inventory: [entry('Pot', tenant, 'pots.example')] }));
    const watches = findWantedWatches(owned, { ...rules, hasHealth: (_, tenant) => tenant === 'red' });

    expect([...watches.values()].map(({ mode }) => mode)).toEqual(['full']);
  });

  it('watches Secrets as the tenant, namespace by namespace', () => {
    const owned = [{ tenant: 'red', inventory: [entry('Secret', 'a'), entry('Secret', 'b')] }];

    expect([...findWantedWatches(owned, rules).values()].map(({ namespace, tenant }) => [namespace, tenant])).toEqual([
      ['a', 'red'],
      ['b', 'red'],
    ]);
  });
});
