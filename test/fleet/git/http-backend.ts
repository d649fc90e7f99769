import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { gitEnvironment } from './git-process.ts';

export interface BackendOptions {
  readonly binary: string;
  readonly home: string;
  /** Folder of the bare repositories. */
  readonly root: string;
  /** Name to give to git as the authenticated user; pushing wants one. */
  readonly user: string | undefined;
}

const longestHeaderBytes = 64 * 1024;

/** Answers one request through `git http-backend` (CGI, RFC 3875), streaming both ways. `body` is the request's body. */
export async function answerThroughBackend(
  request: IncomingMessage,
  body: AsyncIterable<Buffer>,
  response: ServerResponse,
  options: BackendOptions,
): Promise<void> {
  const backend = spawn(options.binary, ['http-backend'], {
    env: { ...gitEnvironment(options.home), ...cgiVariables(request, options) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  response.once('close', () => backend.kill());
  // git stops reading as soon as it knows its answer: a broken pipe here is no failure of the request.
  const feeding = pipeline(body, backend.stdin).catch(() => undefined);
  await pipeline(withoutHeaders(backend.stdout, response), response).catch(() => response.destroy());
  await feeding;
}

function cgiVariables(request: IncomingMessage, options: BackendOptions): NodeJS.ProcessEnv {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { headers } = request;
  return {
    GIT_PROJECT_ROOT: options.root,
    GIT_HTTP_EXPORT_ALL: '1',
    REQUEST_METHOD: request.method,
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    CONTENT_TYPE: headers['content-type'] ?? '',
    ...(headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: headers['content-length'] }),
    ...(headers['content-encoding'] === undefined ? {} : { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
    ...(typeof headers['git-protocol'] === 'string' ? { GIT_PROTOCOL: headers['git-protocol'] } : {}),
    ...(options.user === undefined ? {} : { REMOTE_USER: options.user }),
    REMOTE_ADDR: '127.0.0.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
  };
}

/** Passes a CGI program's headers on to the response, then yields its body. */
async function* withoutHeaders(output: AsyncIterable<Buffer>, response: ServerResponse): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of output) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0 && head.length > longestHeaderBytes) throw new Error('git http-backend sent no headers');
    if (end < 0) continue;
    applyCgiHeaders(head.subarray(0, end).toString('latin1'), response);
    yield head.subarray(end + 4);
    head = undefined;
  }
  if (head !== undefined) response.statusCode = 500;
}

/** `Status: 404 Not Found` sets the status code; every other line is a header of the response. */
function applyCgiHeaders(text: string, response: Pick<ServerResponse, 'statusCode' | 'setHeader'>): void {
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
}
