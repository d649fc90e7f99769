import { fail, type Result, succeed } from '#core/model/result.ts';
import type { DeliveryHeaders } from './delivery.ts';

/** Every header a service's file reads. */
const READ = new Set([
  'authorization',
  'idempotency-key',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
  'x-event-key',
  'x-github-event',
  'x-gitlab-event',
  'x-gitlab-event-uuid',
  'x-gitlab-token',
  'x-hook-uuid',
  'x-hub-signature',
  'x-hub-signature-256',
  'x-vss-activityid',
  'x-vss-subscriptionid',
  ...['forgejo', 'gitea', 'gogs'].flatMap((name) => [`x-${name}-event`, `x-${name}-signature`]),
]);

/**
 * Picks the headers that matter out of a request's raw ones (name, value, name, value, …). One that occurs twice is refused: a proxy in
 * front and we could each believe another one of them.
 */
export function collectHeaders(raw: readonly string[]): Result<DeliveryHeaders, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (!READ.has(name)) continue;
    if (headers.has(name)) return fail(`the header ${name} occurs more than once`);
    headers.set(name, (raw[at + 1] ?? '').trim());
  }
  return succeed(headers);
}
