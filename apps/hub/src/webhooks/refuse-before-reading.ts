import type { IncomingHttpHeaders } from 'node:http';
import type { RateLimit } from '#core/webhooks/rate-limit.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import { ProblemError } from '../api/problem.ts';

/** Largest body that is read: several times what a service sends for a push. Unit: bytes. */
export const BODY_LIMIT = 5 * 1024 * 1024;

/** What counts as one delivery for the rate: a large body counts as many. Unit: bytes. */
const UNIT = 64 * 1024;

export interface DoorOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** By remote address. */
  readonly limit: RateLimit;
}

interface Request {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
}

interface Reply {
  header(name: string, value: string): unknown;
}

/**
 * Throws the problem of a request whose body is not worth reading; otherwise counts it for its sender. A body of unknown length counts as
 * the largest: it is measured while it is read.
 */
export function refuseBeforeReading(request: Request, reply: Reply, { clock, limit }: DoorOptions): void {
  const { method, headers, ip } = request;
  const size = Number(headers['content-length'] ?? BODY_LIMIT);
  try {
    if (method !== 'POST') throw wrongMethod(reply);
    if (!isPlainJson(headers)) throw wrongType();
    if (size > BODY_LIMIT) throw tooLarge();
    const nowMs = clock.now();
    const cost = Math.max(1, Math.ceil(size / UNIT));
    if (!limit.take(ip, nowMs, cost)) throw tooMany(reply, limit.opensInMs(nowMs));
  } catch (problem) {
    // Node reads what is left of a body; a large one is not worth keeping the connection.
    if (size > UNIT) reply.header('connection', 'close');
    throw problem;
  }
}

function isPlainJson(headers: IncomingHttpHeaders): boolean {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' && (headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity';
}

function wrongMethod(reply: Reply): ProblemError {
  reply.header('allow', 'POST');
  return new ProblemError({ status: 405, title: 'Wrong method', detail: 'Webhooks are delivered with POST.' });
}

function wrongType(): ProblemError {
  const detail =
    'Webhooks are delivered as application/json, not compressed: choose this content type where the webhook is set up.';
  return new ProblemError({ status: 415, title: 'Wrong content type', detail });
}

function tooLarge(): ProblemError {
  const detail = `A webhook delivery has at most ${BODY_LIMIT} bytes; the push is found when the repository is polled next.`;
  return new ProblemError({ status: 413, title: 'Too large', detail });
}

function tooMany(reply: Reply, waitMs: number): ProblemError {
  reply.header('retry-after', String(Math.max(1, Math.ceil(waitMs / 1000))));
  const detail = 'Too many webhook deliveries; the pushes are found when their repositories are polled next.';
  return new ProblemError({ status: 429, title: 'Too many deliveries', detail });
}
