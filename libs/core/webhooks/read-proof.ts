import { fail, type Result, succeed } from '#core/model/result.ts';
import type { DeliveryHeaders, Proof } from './delivery.ts';

const HEX_SHA256 = /^[0-9a-f]{64}$/;
const STANDARD_SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;
/** A dot in the id would leave open where it ends and the time begins. */
const MESSAGE_ID = /^[A-Za-z0-9_-]{1,128}$/;
const SECONDS = /^[0-9]{1,12}$/;
const MOST_SIGNATURES = 8;

/** Reads `sha256=HEX`, or bare `HEX` with an empty prefix. SHA-1 is no proof. */
export function readBodySignature(headers: DeliveryHeaders, header: string, prefix: string): Result<Proof, string> {
  const value = headers.get(header);
  if (value === undefined) return fail(`there is no header ${header}: give the webhook a secret`);
  const signature = value.slice(prefix.length).toLowerCase();
  if (!value.startsWith(prefix) || !HEX_SHA256.test(signature))
    return fail(`the header ${header} is not ${prefix}HEX with the HMAC-SHA256 of the body`);
  return succeed({ kind: 'body-signature', signature });
}

/** Reads the three headers of Standard Webhooks 1.0; several signatures are there while a secret is replaced. */
export function readMessageSignature(headers: DeliveryHeaders): Result<Proof, string> {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  if (!MESSAGE_ID.test(id)) return fail('the header webhook-id is not 1 to 128 letters, digits, - or _');
  if (!SECONDS.test(timestamp)) return fail('the header webhook-timestamp is not a number of seconds since 1970');
  const given = (headers.get('webhook-signature') ?? '').split(' ').slice(0, MOST_SIGNATURES);
  const signatures = given.flatMap((one) => STANDARD_SIGNATURE.exec(one)?.[1] ?? []);
  if (signatures.length === 0)
    return fail('the header webhook-signature is not v1,BASE64 with the HMAC-SHA256 of ID.TIMESTAMP.BODY');
  return succeed({ kind: 'message-signature', id, timestamp, signatures });
}
