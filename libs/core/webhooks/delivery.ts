import type { Result } from '#core/model/result.ts';
import type { JsonValue } from '#core/model/json.ts';

/** Headers that say something about a delivery, under their names in lower case; each was there once. */
export type DeliveryHeaders = ReadonlyMap<string, string>;

/** What a delivery carries so that its sender can be told from anybody else. */
export type Proof =
  /** HMAC-SHA256 of the body, in hexadecimal digits. */
  | { readonly kind: 'body-signature'; readonly signature: string }
  /** Standard Webhooks: HMAC-SHA256 of id, time and body; one of the signatures (base64) has to be right. */
  | {
      readonly kind: 'message-signature';
      readonly id: string;
      readonly timestamp: string;
      readonly signatures: readonly string[];
    }
  /** The secret itself, with the id the sender gave the delivery where it gave one. */
  | { readonly kind: 'token'; readonly token: string; readonly id: string | undefined }
  /** `username:password` in base64. */
  | { readonly kind: 'basic'; readonly credentials: string };

/** A push as its body tells it. */
interface PushEvent {
  /** Every address the sender knows for the repository. */
  readonly addresses: readonly string[];
  /** When the body says it was sent, in milliseconds since 1970; only where a signature covers it. */
  readonly sentAtMs?: number | undefined;
}

export interface Delivery extends PushEvent {
  readonly service: string;
  readonly proof: Proof;
  /** As it arrived: signatures are over these bytes. */
  readonly body: Uint8Array;
}

/** How deliveries of one code hosting service look. Adding a service is one file and one line in `read-delivery.ts`. */
export interface WebhookService {
  /** For metrics, logs and answers. */
  readonly name: string;
  isSender(headers: DeliveryHeaders): boolean;
  /** False when the headers say already that this is another event than a push. */
  isPush(headers: DeliveryHeaders): boolean;
  /** Fails with what the sender has to set up. */
  readProof(headers: DeliveryHeaders): Result<Proof, string>;
  /** Undefined when the body turns out to be another event than a push; no addresses when it lacks what tells the repository. */
  readPush(body: JsonValue): PushEvent | undefined;
}
