import { describe, expect, it } from 'vitest';
import { confirmSightings } from './confirm-sightings.ts';

const key = { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'a' };
const id = '/ConfigMap/shop/a';
const known = { ...key, version: 'v1', uid: '1', entryHash: 'e1' };

describe('confirmSightings', () => {
  it.each([
    {
      name: 'confirms a change of a field we own',
      entry: known,
      seen: { state: 'present', uid: '1', entryHash: 'e2' },
      sighting: 'changed',
    },
    {
      name: 'confirms that our entry is gone',
      entry: known,
      seen: { state: 'present', uid: '1' },
      sighting: 'changed',
    },
    {
      name: 'drops what is as the inventory has it by now',
      entry: known,
      seen: { state: 'present', uid: '1', entryHash: 'e1' },
      sighting: undefined,
    },
    {
      name: 'takes an object of another UID for the absence of ours',
      entry: known,
      seen: { state: 'present', uid: '2', entryHash: 'e1' },
      sighting: 'missing',
    },
    { name: 'confirms an absence', entry: known, seen: { state: 'missing' }, sighting: 'missing' },
    {
      name: 'drops sightings of an object that was never confirmed',
      entry: { ...key, version: 'v1' },
      seen: { state: 'missing' },
      sighting: undefined,
    },
  ] as const)('$name', ({ entry, seen, sighting }) => {
    expect(confirmSightings([entry], new Map([[id, seen]])).get(id)).toBe(sighting);
  });

  it('drops sightings of objects that are not in the inventory any more', () => {
    expect(confirmSightings([], new Map([[id, { state: 'missing' }]])).size).toBe(0);
  });
});
