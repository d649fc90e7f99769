import { describe, expect, it } from 'vitest';
import { messageAuthentication } from './message-authentication.ts';

const { hmac, encodeBase64, digest, isSame } = messageAuthentication;
const text = 'what do ya want for nothing?';

describe('messageAuthentication', () => {
  // RFC 4231, test case 2.
  it.each([
    { name: 'text as key', key: { text: 'Jefe' } },
    { name: 'base64 as key', key: { base64: 'SmVmZQ==' } },
  ])('signs with $name', ({ key }) => {
    const expected = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(hmac(key, [text], 'hex')).toBe(expected);
    expect(hmac(key, [text.slice(0, 5), Buffer.from(text.slice(5))], 'base64')).toBe(
      Buffer.from(expected, 'hex').toString('base64'),
    );
  });

  it('encodes text as UTF-8', () => {
    expect(encodeBase64('nabe:schlüssel')).toBe('bmFiZTpzY2hsw7xzc2Vs');
  });

  // FIPS 180-2, appendix B.1.
  it('digests', () => {
    expect(digest(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each([
    { given: 'hush', expected: 'hush', same: true },
    { given: 'husH', expected: 'hush', same: false },
    { given: 'hus', expected: 'hush', same: false },
    { given: '', expected: 'hush', same: false },
  ])('compares "$given" with "$expected"', ({ given, expected, same }) => {
    expect(isSame(given, expected)).toBe(same);
  });
});
