import { assertNever } from '#core/model/result.ts';
import type { Delivery, Proof } from './delivery.ts';

type MessageKey = { readonly text: string } | { readonly base64: string };

/** Cryptography as the outer rings have it. */
export interface MessageAuthentication {
  /** HMAC-SHA256 of the parts, one after the other. The key is text (its UTF-8 bytes) or base64. */
  readonly hmac: (key: MessageKey, parts: readonly (string | Uint8Array)[], encoding: 'hex' | 'base64') => string;
  /** Base64 of a text's UTF-8 bytes. */
  readonly encodeBase64: (text: string) => string;
  /** SHA-256 in hexadecimal digits. */
  readonly digest: (body: Uint8Array) => string;
  /** Takes the same time wherever the texts differ. */
  readonly isSame: (given: string, expected: string) => boolean;
}

/** The data of the Secret that a Repository names for its webhooks. */
export type WebhookSecret = Readonly<Record<string, string>>;

/** Difference of the clocks, and delay on the way, that a signed time may show. As Standard Webhooks advises. Unit: milliseconds. */
export const TIME_TOLERANCE_MS = 5 * 60_000;

export type DeliveryVerdict =
  /** `replayKey`: the same for a second copy of this delivery, and whoever can change it can sign anything. */
  | { readonly kind: 'genuine'; readonly replayKey: string }
  | { readonly kind: 'forged' }
  /** Signed rightly, long ago or in the future. */
  | { readonly kind: 'stale' }
  /** The Secret lacks what this kind of proof is checked with. */
  | { readonly kind: 'no-key'; readonly keys: string };

/** Whether a delivery was sent by somebody who knows the secret, and lately. */
export function checkDelivery(
  delivery: Delivery,
  secret: WebhookSecret,
  nowMs: number,
  authentication: MessageAuthentication,
): DeliveryVerdict {
  const { proof } = delivery;
  const key = keyFor(proof, secret);
  if (key === undefined) return { kind: 'no-key', keys: proof.kind === 'basic' ? 'username and password' : 'secret' };
  if (!isProven(delivery, key, authentication)) return { kind: 'forged' };
  const sentAtMs = proof.kind === 'message-signature' ? Number(proof.timestamp) * 1000 : delivery.sentAtMs;
  if (sentAtMs !== undefined && Math.abs(nowMs - sentAtMs) > TIME_TOLERANCE_MS) return { kind: 'stale' };
  return { kind: 'genuine', replayKey: replayKeyOf(delivery, authentication) };
}

/** An empty secret proves nothing. A line break at the end is one that an editor or a shell has added. */
function keyFor(proof: Proof, secret: WebhookSecret): string | undefined {
  const value = (name: string) => (Object.hasOwn(secret, name) ? secret[name]?.replace(/\r?\n$/, '') : undefined) ?? '';
  if (proof.kind !== 'basic') return value('secret') || undefined;
  const [username, password] = [value('username'), value('password')];
  return username === '' || password === '' ? undefined : `${username}:${password}`;
}

function isProven({ proof, body }: Delivery, key: string, authentication: MessageAuthentication): boolean {
  switch (proof.kind) {
    case 'body-signature':
      return authentication.isSame(proof.signature, authentication.hmac({ text: key }, [body], 'hex'));
    case 'message-signature': {
      const parts = [`${proof.id}.${proof.timestamp}.`, body];
      const expected = authentication.hmac(messageKey(key), parts, 'base64');
      return proof.signatures.some((signature) => authentication.isSame(signature, expected));
    }
    case 'token':
      return authentication.isSame(proof.token, key);
    case 'basic':
      return authentication.isSame(proof.credentials, authentication.encodeBase64(key));
    default:
      return assertNever(proof);
  }
}

const ENCODED_KEY = /^whsec_([A-Za-z0-9+/]{16,}={0,2})$/;

/** Standard Webhooks writes keys as `whsec_` and base64. */
function messageKey(key: string): MessageKey {
  const base64 = ENCODED_KEY.exec(key)?.[1];
  return base64 === undefined ? { text: key } : { base64 };
}

/**
 * What is signed tells copies apart: an id in a header that no signature covers could be changed by whoever sends the copy. Where nothing
 * is signed the id is as good as the body.
 */
function replayKeyOf({ proof, body }: Delivery, authentication: MessageAuthentication): string {
  switch (proof.kind) {
    case 'body-signature':
      return proof.signature;
    case 'message-signature':
      return proof.id;
    case 'token':
      return proof.id ?? authentication.digest(body);
    case 'basic':
      return authentication.digest(body);
    default:
      return assertNever(proof);
  }
}
