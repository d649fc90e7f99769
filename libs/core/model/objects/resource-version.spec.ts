import { describe, expect, it } from 'vitest';
import { isAtLeast, UNKNOWN_VERSION } from './resource-version.ts';

describe('isAtLeast', () => {
  it.each([
    { version: '10', other: '9', expected: true },
    { version: '9', other: '10', expected: false },
    { version: '41', other: '41', expected: true },
    { version: '9007199254740993', other: '9007199254740992', expected: true },
    { version: '0', other: '0', expected: true },
  ])('says $expected for $version beside $other', ({ version, other, expected }) => {
    expect(isAtLeast(version, other)).toBe(expected);
  });

  it.each(['', '007', 'a1', '-1', '1.5', UNKNOWN_VERSION])(
    'takes nothing for as new as %j, nor that for anything',
    (text) => {
      expect([isAtLeast('5', text), isAtLeast(text, '5')]).toEqual([false, false]);
    },
  );
});
