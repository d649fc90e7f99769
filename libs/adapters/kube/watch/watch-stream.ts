import type { ClientHttp2Stream } from 'node:http2';
import type { Clock } from '#flows/ports/clock.port.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { identityHeaders } from '../transport/connection-settings.ts';
import type { RequestFailure } from '../transport/kube-request.ts';
import { readStatusFailure, wireCode, wireFailure } from '../transport/request-failure.ts';
import type { WatchConnection } from './watch-connection.ts';

export interface StreamRequest {
  /** Below the server's address, query included. */
  readonly path: string;
  readonly accept: string;
  readonly impersonate?: string | undefined;
}

/** The bytes of a watch that the server accepted. */
export interface WatchStream extends AsyncIterable<Buffer> {
  destroy(): void;
}

/** Opens a stream of some watch on some server; see {@link openWatchStream}. */
export type OpenWatchStream = (
  request: StreamRequest,
  signal: AbortSignal,
) => Promise<Result<WatchStream, RequestFailure>>;

/** Opens one stream of a watch; waits while the server is down, then answers the stream or why the server refused it. */
export async function openWatchStream(
  connection: WatchConnection,
  request: StreamRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<WatchStream, RequestFailure>> {
  const session = await connection.session(signal);
  if (session === undefined) return fail(wireFailure('aborted'));
  const { settings } = connection;
  const headers = {
    ':path': `${pathPrefix(settings.server)}${request.path}`,
    accept: request.accept,
    'accept-encoding': 'identity',
    ...(await identityHeaders(settings, request.impersonate)),
  };
  try {
    const stream = session.open(headers);
    const answer = await firstHeaders(stream, clock, signal);
    if (!answer.ok) {
      stream.destroy();
      return answer;
    }
    if (answer.value.status === 200) return succeed(stream);
    return fail(await readRefusal(stream, answer.value));
  } catch (error) {
    return fail(wireFailure(wireCode(error)));
  }
}

interface FirstHeaders {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

async function firstHeaders(
  stream: ClientHttp2Stream,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<FirstHeaders, RequestFailure>> {
  const waiting = new AbortController();
  const stop = (): void => waiting.abort();
  signal.addEventListener('abort', stop, { once: true });
  const answered = new Promise<Result<FirstHeaders, RequestFailure>>((resolve) => {
    stream.once('response', (headers) => {
      const retryAfter = headers['retry-after'];
      resolve(succeed({ status: Number(headers[':status']), retryAfter }));
    });
    stream.once('error', (error) => resolve(fail(wireFailure(wireCode(error)))));
    stream.once('close', () => resolve(fail(wireFailure('closed'))));
  });
  const late = clock
    .sleep(HEADERS_DEADLINE_MS, waiting.signal)
    .then(() => fail(wireFailure(signal.aborted ? 'aborted' : 'deadline')));
  try {
    return await Promise.race([answered, late]);
  } finally {
    signal.removeEventListener('abort', stop);
    waiting.abort();
  }
}

async function readRefusal(stream: ClientHttp2Stream, { status, retryAfter }: FirstHeaders): Promise<RequestFailure> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > LARGEST_REFUSAL_BYTES) break;
    parts.push(part);
  }
  return readStatusFailure(status, Buffer.concat(parts).toString('utf8'), retryAfter);
}

/** HTTP/2 connects to the origin; a path in the server's address belongs before every request's own. */
function pathPrefix(server: string): string {
  return new URL(server).pathname.replace(/\/$/, '');
}

/** The API server sends headers once its watch cache is fresh, for which it gives itself some seconds. */
const HEADERS_DEADLINE_MS = 30_000;
const LARGEST_REFUSAL_BYTES = 1024 * 1024;
