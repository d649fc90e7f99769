import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';

const key = createSecretKey(Buffer.alloc(32, 'a'));
const otherKey = createSecretKey(Buffer.alloc(32, 'b'));
const application = { namespace: 'tenant-red', name: 'web' };
const now = 1_790_000_000_000;
const seen = { application: '12', repository: '7', tenant: '5', cluster: '3' };
const job = { application, seen, isSighted: false };
const sealed = sealEnvelope({ current: key }, job, now);

describe('openEnvelope', () => {
  it.each([
    { name: 'opens with the current key', keys: { current: key }, at: now, expected: succeed(job) },
    {
      name: 'opens with the previous key while keys are replaced',
      keys: { current: otherKey, previous: key },
      at: now,
      expected: succeed(job),
    },
    { name: 'refuses another key', keys: { current: otherKey }, at: now, expected: fail('forged') },
    {
      name: 'opens until just before it expires',
      keys: { current: key },
      at: sealed.expiresAt - 1,
      expected: succeed(job),
    },
    { name: 'refuses when it has expired', keys: { current: key }, at: sealed.expiresAt, expected: fail('expired') },
  ])('$name', ({ keys, at, expected }) => {
    expect(openEnvelope(keys, sealed, at)).toEqual(expected);
  });

  it.each([
    { name: 'another Application', change: { application: { ...application, name: 'api' } }, expected: 'forged' },
    { name: 'an older version to see', change: { seen: { ...seen, application: '11' } }, expected: 'forged' },
    { name: 'a line break in a version', change: { seen: { ...seen, repository: '7\n8' } }, expected: 'malformed' },
    { name: 'another word on sightings', change: { isSighted: true }, expected: 'forged' },
    { name: 'a later expiry', change: { expiresAt: sealed.expiresAt + 1 }, expected: 'forged' },
    { name: 'an earlier issue', change: { issuedAt: sealed.issuedAt - 1 }, expected: 'forged' },
    { name: 'another nonce', change: { nonce: '0'.repeat(32) }, expected: 'forged' },
    { name: 'a shorter MAC', change: { mac: sealed.mac.slice(2) }, expected: 'malformed' },
    { name: 'an additional field', change: { manifest: {} }, expected: 'malformed' },
    {
      name: 'a line break in a name',
      change: { application: { ...application, name: 'web\napi' } },
      expected: 'malformed',
    },
  ] as const)('refuses $name', ({ change, expected }) => {
    expect(openEnvelope({ current: key }, { ...sealed, ...change }, now)).toEqual(fail(expected));
  });

  it.each([undefined, null, 'text', 7, []])('refuses %j', (payload) => {
    expect(openEnvelope({ current: key }, payload, now)).toEqual(fail('malformed'));
  });
});

describe('sealEnvelope', () => {
  it('makes each envelope different', () => {
    expect(sealEnvelope({ current: key }, job, now).nonce).not.toBe(sealed.nonce);
  });

  it('refuses a key that could be guessed', () => {
    expect(() => sealEnvelope({ current: createSecretKey(Buffer.alloc(31)) }, job, now)).toThrow(
      'the envelope key has 31 bytes: give at least 32',
    );
  });
});
