import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { ClaimIndex } from './claim-index.ts';
import { describeClaims } from './describe-claims.ts';

function entry(name: string, uid?: string): InventoryEntry {
  return { group: '', kind: 'ConfigMap', namespace: 'shop', name, version: 'v1', ...(uid !== undefined && { uid }) };
}

const key = { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'a' };

describe('ClaimIndex', () => {
  it('knows nobody at first', () => {
    expect(new ClaimIndex().ownerOf('eu', key)).toBeUndefined();
  });

  it('keeps clusters apart', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a', 'u')]);
    index.set('red/two', 'us', [entry('a', 'u')]);
    expect([index.ownerOf('eu', key), index.ownerOf('us', key), index.ownerOf('asia', key)]).toEqual([
      'red/one',
      'red/two',
      undefined,
    ]);
  });

  it('forgets what an Application no longer holds', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a', 'u'), entry('b', 'u')]);
    index.set('red/one', 'eu', [entry('b', 'u')]);
    expect([index.ownerOf('eu', key), index.ownerOf('eu', entry('b'))]).toEqual([undefined, 'red/one']);
  });

  it('follows an Application to another cluster', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a', 'u')]);
    index.set('red/one', 'us', [entry('a', 'u')]);
    expect([index.ownerOf('eu', key), index.ownerOf('us', key)]).toEqual([undefined, 'red/one']);
  });

  it.each([
    { name: 'a confirmed claim wins over an earlier intent', first: undefined, second: 'u', owner: 'red/two' },
    { name: 'a confirmed claim wins over a later intent', first: 'u', second: undefined, owner: 'red/one' },
    { name: 'of two intents the one heard of first wins', first: undefined, second: undefined, owner: 'red/one' },
    { name: 'of two confirmed claims the one heard of first wins', first: 'u', second: 'u', owner: 'red/one' },
  ])('$name', ({ first, second, owner }) => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a', first)]);
    index.set('red/two', 'eu', [entry('a', second)]);
    expect(index.ownerOf('eu', key)).toBe(owner);
  });

  it('keeps the place of a claim when the Application claims more', () => {
    const index = new ClaimIndex();
    index.set('red/two', 'eu', [entry('a')]);
    index.set('red/one', 'eu', [entry('a')]);
    index.set('red/two', 'eu', [entry('a'), entry('b')]);
    expect([index.ownerOf('eu', key), index.ownerOf('eu', entry('b'))]).toEqual(['red/two', 'red/two']);
  });

  it('puts a claim that was given up and made again behind the others', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a')]);
    index.set('red/two', 'eu', [entry('a')]);
    index.set('red/one', 'eu', []);
    index.set('red/one', 'eu', [entry('a')]);
    expect(index.ownerOf('eu', key)).toBe('red/two');
  });

  it('knows whether an Application has made all of its claims', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a')]);
    expect([
      index.hasClaims('red/one', 'eu', [key]),
      index.hasClaims('red/one', 'eu', [key, entry('b')]),
      index.hasClaims('red/one', 'us', [key]),
      index.hasClaims('red/two', 'eu', [key]),
    ]).toEqual([true, false, false, false]);
  });

  it('hands an object to the next claimant when the owner goes', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a', 'u')]);
    index.set('red/two', 'eu', [entry('a')]);
    index.remove('red/one');
    expect(index.ownerOf('eu', key)).toBe('red/two');
  });

  it('finds the objects that belong to others', () => {
    const index = new ClaimIndex();
    index.set('red/one', 'eu', [entry('a', 'u')]);
    index.set('blue/two', 'eu', [entry('b', 'u')]);
    const keys = ['a', 'b', 'c'].map((name) => ({ ...key, name }));
    expect(index.findForeign('red/one', 'eu', keys)).toEqual([{ key: { ...key, name: 'b' }, application: 'blue/two' }]);
  });
});

describe('describeClaims', () => {
  it('has nothing to say without claims', () => {
    expect(describeClaims('eu', [])).toBeUndefined();
  });

  it('names objects and owners, sorted, and who must act', () => {
    const claims = ['b', 'a'].map((name) => ({ key: { ...key, name }, application: 'red/one' }));
    expect(describeClaims('eu', claims)).toBe(
      'Not applied on cluster eu, because another Application owns it: ConfigMap shop/a of Application red/one; ConfigMap shop/b of Application red/one. Remove it from one of the two in git.',
    );
  });
});
