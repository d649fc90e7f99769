import { describe, expect, it } from 'vitest';
import { findHighest, isVersionRange } from './highest-version.ts';

const tags = ['v0.9.0', '1.0.0', 'v1.2.0', '1.2.3', 'v1.10.0', '2.0.0-rc.1', '2.0.0', '2.1.0-beta', 'nightly', '1.2'];

describe('findHighest', () => {
  it.each([
    { range: '1.2.*', highest: ['1.2.3'] },
    { range: '1.x', highest: ['v1.10.0'] },
    { range: '^1', highest: ['v1.10.0'] },
    { range: '~1.2.0', highest: ['1.2.3'] },
    { range: '>=1.0.0 <2', highest: ['v1.10.0'] },
    { range: '1.0.0 - 1.2.2', highest: ['1.2', 'v1.2.0'] },
    { range: '<1 || >=2', highest: ['2.0.0'] },
    { range: '>=2.0.1-0', highest: ['2.1.0-beta'] },
    { range: '*', highest: ['2.0.0'] },
    { range: '>=3', highest: [] },
    { range: 'main', highest: [] },
  ])('finds $highest for $range', ({ range, highest }) => {
    expect(findHighest(range, tags)).toEqual(highest);
  });
});

describe('isVersionRange', () => {
  it.each([
    { text: '1.2.*', isRange: true },
    { text: '>=1.0.0 <2', isRange: true },
    { text: '*', isRange: true },
    { text: '1.2.3', isRange: false },
    { text: 'v1.2', isRange: false },
    { text: 'main', isRange: false },
    { text: 'release-1.x', isRange: false },
    { text: 'abc1234', isRange: false },
  ])('knows whether $text is one', ({ text, isRange }) => {
    expect(isVersionRange(text)).toBe(isRange);
  });
});
