import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { MessageAuthentication } from '#core/webhooks/check-delivery.ts';

/** The HMACs and comparisons of webhooks, by Node. */
export const messageAuthentication: MessageAuthentication = {
  hmac(key, parts, encoding) {
    const hmac = createHmac('sha256', 'text' in key ? key.text : Buffer.from(key.base64, 'base64'));
    for (const part of parts) hmac.update(part);
    return hmac.digest(encoding);
  },
  encodeBase64: (text) => Buffer.from(text).toString('base64'),
  digest: (body) => createHash('sha256').update(body).digest('hex'),
  // Digests have one length, so that not even the length of the secret shows.
  isSame: (given, expected) => timingSafeEqual(sha256(given), sha256(expected)),
};

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
