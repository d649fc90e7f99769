import { describe, expect, it } from 'vitest';
import { isAuthorized } from './basic-auth.ts';

const user = { username: 'red', password: 'a:b' };

describe('isAuthorized', () => {
  it.each([
    { name: 'accepts the right name and password', header: `Basic ${btoa('red:a:b')}`, expected: true },
    { name: 'refuses a wrong password', header: `Basic ${btoa('red:nope')}`, expected: false },
    { name: 'refuses another scheme', header: 'Bearer red', expected: false },
    { name: 'refuses a missing header', header: undefined, expected: false },
  ])('$name', ({ header, expected }) => {
    expect(isAuthorized(header, user)).toBe(expected);
  });
});
