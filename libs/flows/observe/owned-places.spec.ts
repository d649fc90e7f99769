import { describe, expect, it } from 'vitest';
import { OwnedPlaces } from './owned-places.ts';

const object = (name: string, namespace = 'shop') => ({ group: '', version: 'v1', kind: 'ConfigMap', namespace, name });
const place = (namespace = 'shop') => ({ group: '', version: 'v1', kind: 'ConfigMap', namespace });

describe('OwnedPlaces', () => {
  it('keeps once what several Applications of a tenant own, for as long as one of them does', () => {
    const places = new OwnedPlaces();
    const one = places.share('red', [object('a', 'tea'), object('b'), object('c')]);
    const other = places.share('red', [object('d'), object('e', 'tea')]);
    places.share('blue', [object('f')]);
    const all = [...places.all()];
    places.release(one);
    const afterOne = [...places.all()];
    places.release(other);

    expect(all).toEqual([
      { tenant: 'red', inventory: [place(), place('tea')] },
      { tenant: 'blue', inventory: [place()] },
    ]);
    expect([other === one, afterOne, [...places.all()]]).toEqual([true, all, all.slice(1)]);
  });
});
