import { describe, expect, it } from 'vitest';
import { checkCluster } from './check-cluster.ts';

const good = { name: 'prod-eu', server: 'https://prod-eu.example:6443', labels: { env: 'prod' } };

describe('checkCluster', () => {
  it.each([
    { name: 'takes a name of letters, digits, dashes and dots', change: { name: 'prod-eu.1' } },
    { name: 'takes no labels', change: { labels: {} } },
    { name: 'takes a label key with a prefix and an empty value', change: { labels: { 'nabe.dev/tier': '' } } },
  ])('$name', ({ change }) => {
    expect(checkCluster({ ...good, ...change })).toBeUndefined();
  });

  it.each([
    { name: 'refuses capital letters', change: { name: 'Prod' }, says: '"Prod" is no cluster name' },
    { name: 'refuses a name of 64 characters', change: { name: 'a'.repeat(64) }, says: 'is no cluster name' },
    { name: 'refuses an empty name', change: { name: '' }, says: '"" is no cluster name' },
    {
      name: 'refuses http',
      change: { server: 'http://a:1' },
      says: 'cluster prod-eu has the server http://a:1: only https',
    },
    {
      name: 'refuses a label key with a space',
      change: { labels: { 'a b': 'x' } },
      says: 'not valid as Kubernetes labels: a b=x (',
    },
    { name: 'refuses a label value of 64 characters', change: { labels: { a: 'v'.repeat(64) } }, says: 'not valid' },
    { name: 'refuses two slashes in a label key', change: { labels: { 'a/b/c': '' } }, says: 'a/b/c=' },
    { name: 'refuses an empty prefix', change: { labels: { '/b': '' } }, says: '/b=' },
    {
      name: 'names at most three labels, sorted',
      change: { labels: { '-d': '', '-c': '', '-b': '', '-a': '' } },
      says: '-a=; -b=; -c=; and 1 more (',
    },
  ])('$name', ({ change, says }) => {
    expect(checkCluster({ ...good, ...change })).toContain(says);
  });
});
