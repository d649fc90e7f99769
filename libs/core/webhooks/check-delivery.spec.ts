import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkDelivery, type MessageAuthentication, TIME_TOLERANCE_MS, type WebhookSecret } from './check-delivery.ts';
import type { Delivery, Proof } from './delivery.ts';

const NOW_MS = Date.parse('2026-03-04T05:06:07Z');
const SECONDS = String(NOW_MS / 1000);
const BODY = new TextEncoder().encode('{"repository":{}}');
const ENCODED_KEY = `whsec_${Buffer.from('a key of twenty-four byte').toString('base64')}`;

const authentication: MessageAuthentication = {
  hmac(key, parts, encoding) {
    const hmac = createHmac('sha256', 'text' in key ? key.text : Buffer.from(key.base64, 'base64'));
    for (const part of parts) hmac.update(part);
    return hmac.digest(encoding);
  },
  encodeBase64: (text) => Buffer.from(text).toString('base64'),
  digest: (body) => createHash('sha256').update(body).digest('hex'),
  isSame: (given, expected) => given === expected,
};
const { hmac, encodeBase64, digest } = authentication;

function check(proof: Proof, secret: WebhookSecret, changes: Partial<Delivery> = {}) {
  const delivery = { service: 'any', proof, body: BODY, addresses: [], ...changes };
  return checkDelivery(delivery, secret, NOW_MS, authentication);
}

function signed(key: string, body = BODY): Proof {
  return { kind: 'body-signature', signature: hmac({ text: key }, [body], 'hex') };
}

function message(key: Parameters<typeof hmac>[0], { id = 'push-1', timestamp = SECONDS, body = BODY } = {}): Proof {
  return { kind: 'message-signature', id, timestamp, signatures: [hmac(key, [`${id}.${timestamp}.`, body], 'base64')] };
}

const token = (text: string, id?: string): Proof => ({ kind: 'token', token: text, id });
const basic = (text: string): Proof => ({ kind: 'basic', credentials: encodeBase64(text) });
const other = new TextEncoder().encode('{"repository":{ }}');
const azure = { username: 'nabe', password: 'hush' };
const secret = { secret: 'hush' };
/** Known answer: RFC 4231, test case 2. */
const RFC_4231 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';

describe('checkDelivery believes', () => {
  it.each([
    {
      name: 'a signature of the body',
      proof: signed('hush'),
      secret,
      replayKey: hmac({ text: 'hush' }, [BODY], 'hex'),
    },
    { name: 'a signed message', proof: message({ text: 'hush' }), secret, replayKey: 'push-1' },
    {
      name: 'a message signed with a key as Standard Webhooks writes it',
      proof: message({ base64: ENCODED_KEY.slice('whsec_'.length) }),
      secret: { secret: ENCODED_KEY },
      replayKey: 'push-1',
    },
    { name: 'a token with the id of its delivery', proof: token('hush', 'event-1'), secret, replayKey: 'event-1' },
    { name: 'a token without an id, by its body', proof: token('hush'), secret, replayKey: digest(BODY) },
    { name: 'basic authentication', proof: basic('nabe:hush'), secret: azure, replayKey: digest(BODY) },
    {
      name: 'a secret that an editor ended with a line break',
      proof: token('hush', '1'),
      secret: { secret: 'hush\n' },
      replayKey: '1',
    },
  ])('$name', ({ proof, secret: given, replayKey }) => {
    expect(check(proof, given)).toEqual({ kind: 'genuine', replayKey });
  });

  it('what another implementation has signed', () => {
    const proof: Proof = { kind: 'body-signature', signature: RFC_4231 };
    const body = new TextEncoder().encode('what do ya want for nothing?');
    expect(check(proof, { secret: 'Jefe' }, { body })).toEqual({ kind: 'genuine', replayKey: RFC_4231 });
  });

  it('either of two signatures', () => {
    const right = message({ text: 'hush' });
    const signatures = right.kind === 'message-signature' ? ['A'.repeat(44), ...right.signatures] : [];
    const proof: Proof = { kind: 'message-signature', id: 'push-1', timestamp: SECONDS, signatures };
    expect(check(proof, secret).kind).toBe('genuine');
  });
});

describe('checkDelivery refuses', () => {
  it.each([
    { name: 'a signature with another secret', proof: signed('guess'), secret },
    { name: 'a signature of another body', proof: signed('hush', other), secret },
    { name: 'a signature with an empty key', proof: signed(''), secret },
    { name: 'a message signed with another secret', proof: message({ text: 'guess' }), secret },
    { name: 'a message with another body', proof: message({ text: 'hush' }, { body: other }), secret },
    {
      name: 'a message whose id was changed',
      proof: { ...message({ text: 'hush' }), id: 'push-2' },
      secret,
    },
    {
      name: 'a message whose time was changed',
      proof: { ...message({ text: 'hush' }), timestamp: String(NOW_MS / 1000 + 1) },
      secret,
    },
    { name: 'an encoded key taken for text', proof: message({ text: ENCODED_KEY }), secret: { secret: ENCODED_KEY } },
    { name: 'another token', proof: token('hus'), secret },
    { name: 'an empty token', proof: token(''), secret },
    { name: 'another password', proof: basic('nabe:guess'), secret: azure },
    { name: 'another user', proof: basic('nab:ehush'), secret: azure },
    { name: 'an empty user', proof: basic(':hush'), secret: azure },
  ])('$name', ({ proof, secret: given }) => {
    expect(check(proof, given)).toEqual({ kind: 'forged' });
  });

  it.each([
    { name: 'a message of long ago', offsetMs: -TIME_TOLERANCE_MS - 1000, kind: 'stale' },
    { name: 'a message of the future', offsetMs: TIME_TOLERANCE_MS + 1000, kind: 'stale' },
    { name: 'no message just within the tolerance', offsetMs: -TIME_TOLERANCE_MS, kind: 'genuine' },
  ])('$name', ({ offsetMs, kind }) => {
    const timestamp = String((NOW_MS + offsetMs) / 1000);
    expect(check(message({ text: 'hush' }, { timestamp }), secret).kind).toBe(kind);
  });

  it('a signed body that says it was sent long ago', () => {
    const sentAtMs = NOW_MS - TIME_TOLERANCE_MS - 1;
    expect(check(signed('hush'), secret, { sentAtMs })).toEqual({ kind: 'stale' });
  });

  it('to say whether a forged message is stale', () => {
    expect(check(message({ text: 'guess' }, { timestamp: '1' }), secret)).toEqual({ kind: 'forged' });
  });

  it.each([
    { name: 'a Secret without the key', proof: signed('hush'), given: azure, keys: 'secret' },
    { name: 'an empty secret', proof: signed(''), given: { secret: '\n' }, keys: 'secret' },
    { name: 'an empty token for an empty secret', proof: token(''), given: { secret: '' }, keys: 'secret' },
    {
      name: 'a Secret without a password',
      proof: basic('nabe:'),
      given: { username: 'nabe' },
      keys: 'username and password',
    },
    {
      name: 'basic authentication for a Secret of another service',
      proof: basic('hush:hush'),
      given: secret,
      keys: 'username and password',
    },
  ])('$name', ({ proof, given, keys }) => {
    expect(check(proof, given)).toEqual({ kind: 'no-key', keys });
  });
});
