import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTracking, isOwnedCopy, readTracking, trackingAnnotation } from './tracking.ts';

const key = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };

function annotate(text: string): Record<string, string> {
  return { [trackingAnnotation]: text };
}

describe('formatTracking', () => {
  it.each([
    { name: 'names tenant, Application and object', object: key, text: 'red/shop-eu:apps/Deployment:shop/web' },
    {
      name: 'leaves the core group and the namespace empty',
      object: { group: '', kind: 'Namespace', namespace: '', name: 'shop' },
      text: 'red/shop-eu:/Namespace:/shop',
    },
  ])('$name', ({ object, text }) => {
    expect(formatTracking({ tenant: 'red', application: 'shop-eu', key: object })).toBe(text);
  });

  it('can be read back, whatever the names', () => {
    const name = fc.stringMatching(/^[a-z0-9.-]{1,20}$/);
    const tracking = fc.record({
      tenant: name,
      application: name,
      key: fc.record({
        group: fc.oneof(fc.constant(''), name),
        kind: fc.stringMatching(/^[A-Z][A-Za-z]{0,9}$/),
        namespace: fc.oneof(fc.constant(''), name),
        name: fc.stringMatching(/^[a-z0-9:._-]{1,20}$/),
      }),
    });
    fc.assert(
      fc.property(tracking, (mark) => {
        expect(readTracking(annotate(formatTracking(mark)))).toEqual(mark);
      }),
    );
  });
});

describe('readTracking', () => {
  it.each([
    '',
    'shop-eu',
    'shop-eu:apps/Deployment:shop/web',
    'red/shop:apps/Deployment:shop/web/x',
    'red/shop:apps/:shop/web',
  ])('reads nothing from %j', (text) => {
    expect(readTracking(annotate(text))).toBeUndefined();
  });
});

describe('isOwnedCopy', () => {
  it.each([
    { name: 'is false for the object itself', annotations: annotate('red/a:apps/Deployment:shop/web'), copy: false },
    { name: 'is false without the annotation', annotations: {}, copy: false },
    { name: 'is true in another namespace', annotations: annotate('red/a:apps/Deployment:other/web'), copy: true },
    { name: 'is true for another kind', annotations: annotate('red/a:/Service:shop/web'), copy: true },
    { name: 'is true when the annotation cannot be read', annotations: annotate('nonsense'), copy: true },
  ])('$name', ({ annotations, copy }) => {
    expect(isOwnedCopy(key, annotations)).toBe(copy);
  });
});
