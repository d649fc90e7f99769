import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectCollection } from '../ports/control-plane.port.ts';
import { ObjectInterest } from './object-interest.ts';

const configMaps = { apiVersion: 'v1', resource: 'configmaps', namespace: 'tenant-red' };
const placements = { apiVersion: 'placement.example/v1', resource: 'placements', namespace: 'tenant-red' };

let watched: Map<string, (name: string) => void>;
let woken: string[];
let interest: ObjectInterest;

beforeEach(() => {
  watched = new Map();
  woken = [];
  const watchObjects = ({ resource }: ObjectCollection, onChange: (name: string) => void) => {
    if (watched.has(resource)) throw new Error(`${resource} are watched twice`);
    watched.set(resource, onChange);
    return () => void watched.delete(resource);
  };
  interest = new ObjectInterest(watchObjects, (set) => woken.push(set));
});

describe('ObjectInterest', () => {
  it('wakes those who read an object when it changes, and nobody else', () => {
    interest.state('a', [{ ...configMaps, name: 'plugin' }, placements]);
    interest.state('b', [{ ...configMaps, name: 'other' }]);

    watched.get('configmaps')?.('plugin');
    watched.get('configmaps')?.('unrelated');
    watched.get('placements')?.('any');

    expect(woken).toEqual(['a', 'a']);
  });

  it('watches a collection once, and as long as somebody reads of it', () => {
    interest.state('a', [{ ...configMaps, name: 'one' }]);
    interest.state('b', [{ ...configMaps, name: 'two' }]);
    interest.state('a', [placements]);
    expect([...watched.keys()]).toEqual(['configmaps', 'placements']);

    interest.withdraw('b');
    expect([...watched.keys()]).toEqual(['placements']);
  });

  it('goes by what a set read the last time', () => {
    interest.state('a', [{ ...configMaps, name: 'one' }]);
    interest.state('a', [{ ...configMaps, name: 'two' }]);
    watched.get('configmaps')?.('one');

    expect(woken).toEqual([]);
  });

  it('watches nothing any more after it is closed', () => {
    interest.state('a', [placements]);
    interest.close();

    expect(watched.size).toBe(0);
  });
});
