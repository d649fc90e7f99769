import { describe, expect, it } from 'vitest';
import { cutPage, parseCursor } from './page.ts';

const resources = ['a/x', 'a/y', 'a-b/x', 'b/a'].map((key) => {
  const [namespace = '', name = ''] = key.split('/');
  return { metadata: { namespace, name } };
});

function cut(limit: number, cursor?: string) {
  const page = cutPage(resources, limit, cursor === undefined ? undefined : parseCursor(cursor));
  return { ...page, items: page.items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`) };
}

describe('cutPage', () => {
  it.each([
    {
      name: 'gives all without a next when they fit',
      limit: 4,
      expected: { items: ['a/x', 'a/y', 'a-b/x', 'b/a'], total: 4 },
    },
    { name: 'names the last item as next', limit: 2, expected: { items: ['a/x', 'a/y'], total: 4, next: 'a/y' } },
    {
      name: 'compares namespaces before names',
      limit: 1,
      cursor: 'a/y',
      expected: { items: ['a-b/x'], total: 4, next: 'a-b/x' },
    },
    { name: 'goes on after a key that is gone', limit: 9, cursor: 'a-c/q', expected: { items: ['b/a'], total: 4 } },
    { name: 'gives nothing after the last', limit: 9, cursor: 'b/a', expected: { items: [], total: 4 } },
  ])('$name', ({ limit, cursor, expected }) => {
    expect(cut(limit, cursor)).toEqual(expected);
  });
});

describe('parseCursor', () => {
  it.each(['', 'a', 'a/', 'a/b/c'])('refuses "%s"', (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });

  it('takes a cluster-scoped name', () => {
    expect(parseCursor('/red')).toEqual({ namespace: '', name: 'red' });
  });
});
