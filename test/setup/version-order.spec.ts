import { describe, expect, it } from 'vitest';
import { isAtLeast, parseVersion } from './version-order.ts';

describe('parseVersion', () => {
  it.each([
    { text: 'Kubernetes v1.36.3', version: '1.36.3' },
    { text: 'etcd Version: 3.7.3\nGit SHA: 0', version: '3.7.3' },
    { text: 'kwok version v0.8.0 go1.26.8 (linux/amd64)', version: '0.8.0' },
    { text: 'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.2.1', version: '7.0.15' },
    { text: 'no number', version: undefined },
  ])('finds $version in "$text"', ({ text, version }) => {
    expect(parseVersion(text)).toBe(version);
  });
});

describe('isAtLeast', () => {
  it.each([
    { a: '1.30.0', b: '1.30.0', expected: true },
    { a: '1.9.9', b: '1.30.0', expected: false },
    { a: '2.0.0', b: '1.30.0', expected: true },
    { a: '1.30.1', b: '1.30.2', expected: false },
  ])('says $expected for $a and $b', ({ a, b, expected }) => {
    expect(isAtLeast(a, b)).toBe(expected);
  });
});
