import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '../model/objects/inventory.ts';
import { applicationHealth, findMismatches, type Knowledge } from './object-states.ts';

const entry = (name: string): InventoryEntry => ({
  group: '',
  kind: 'ConfigMap',
  namespace: 'shop',
  name,
  version: 'v1',
  uid: '1',
  entryHash: 'e1',
});
const idOf = (name: string) => `/ConfigMap/shop/${name}`;
const looking = (known: Record<string, Knowledge>) => (id: string) => known[id] ?? 'absent';
const asApplied = { uid: '1', entryHash: 'e1', health: undefined };

describe('findMismatches', () => {
  it.each<{ name: string; known: Knowledge; mismatch: unknown }>([
    { name: 'leaves out an object that is as it was applied', known: asApplied, mismatch: undefined },
    { name: 'leaves out an object nothing is known about yet', known: 'unknown', mismatch: undefined },
    { name: 'finds an object that is gone', known: 'absent', mismatch: { state: 'missing' } },
    {
      name: 'finds a change of our own field entry',
      known: { ...asApplied, entryHash: 'e2' },
      mismatch: { state: 'present', uid: '1', entryHash: 'e2' },
    },
    {
      name: 'finds an object that was made anew by somebody else',
      known: { ...asApplied, uid: '2' },
      mismatch: { state: 'present', uid: '2', entryHash: 'e1' },
    },
  ])('$name', ({ known, mismatch }) => {
    expect(findMismatches([entry('a')], looking({ [idOf('a')]: known })).get(idOf('a'))).toEqual(mismatch);
  });

  it('asks for nothing for an object that was never confirmed', () => {
    const { uid: _, entryHash: __, ...intent } = entry('a');

    expect(findMismatches([intent], looking({})).size).toBe(0);
  });
});

describe('applicationHealth', () => {
  const degraded = { ...asApplied, health: { status: 'Degraded', message: 'crashes' } } as const;

  it.each<{ name: string; known: Record<string, Knowledge>; health: unknown }>([
    {
      name: 'is Healthy when all objects are there',
      known: { [idOf('a')]: asApplied, [idOf('b')]: asApplied },
      health: { status: 'Healthy', message: '' },
    },
    {
      name: 'is that of the worst object, which it names',
      known: { [idOf('a')]: asApplied, [idOf('b')]: degraded },
      health: { status: 'Degraded', message: 'ConfigMap shop/b: crashes' },
    },
    {
      name: 'does not count an absent object beside a present one',
      known: { [idOf('a')]: asApplied },
      health: { status: 'Healthy', message: '' },
    },
    {
      name: 'is Missing when no object is there',
      known: {},
      health: {
        status: 'Missing',
        message: 'ConfigMap shop/a: not on the cluster; ConfigMap shop/b: not on the cluster',
      },
    },
    {
      name: 'is not told while an object is not known yet',
      known: { [idOf('a')]: asApplied, [idOf('b')]: 'unknown' },
      health: undefined,
    },
  ])('$name', ({ known, health }) => {
    expect(applicationHealth([entry('a'), entry('b')], looking(known))).toEqual(health);
  });
});
