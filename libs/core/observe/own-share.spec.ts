import { expect, it } from 'vitest';
import { ownShare, type ShareFacts } from './own-share.ts';

const known: ShareFacts = { identity: 'a', clusters: ['one', 'two'], workers: ['a'], before: new Set() };

it.each<{ name: string; facts: Partial<ShareFacts>; expected: readonly string[] }>([
  { name: 'all of them when it is alone', facts: {}, expected: ['one', 'two'] },
  { name: 'none before its Lease holds', facts: { workers: [] }, expected: [] },
  {
    name: 'what it has while nobody is known to live',
    facts: { workers: [], before: new Set(['two', 'gone']) },
    expected: ['two'],
  },
  { name: 'nothing that another one has to', facts: { workers: ['b'], before: new Set(['one', 'two']) }, expected: [] },
])('observes $name', ({ facts, expected }) => {
  expect([...ownShare({ ...known, ...facts })]).toEqual(expected);
});
