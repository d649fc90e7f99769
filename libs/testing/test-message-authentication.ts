import { createHmac } from 'node:crypto';
import type { MessageAuthentication } from '#core/webhooks/check-delivery.ts';
import { testDigest } from './test-digest.ts';

/** Cryptography as the hub gives it to the flows. */
export const testMessageAuthentication: MessageAuthentication = {
  hmac(key, parts, encoding) {
    const hmac = createHmac('sha256', 'text' in key ? key.text : Buffer.from(key.base64, 'base64'));
    for (const part of parts) hmac.update(part);
    return hmac.digest(encoding);
  },
  encodeBase64: (text) => Buffer.from(text).toString('base64'),
  digest: (body) => testDigest(Buffer.from(body).toString('latin1')),
  isSame: (given, expected) => given === expected,
};
