import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KubeConnection } from './kube-connection.ts';
import { MEDIA } from './kube-request.ts';

const DEADLINE_MS = 100;

let server: Server;
let connection: KubeConnection;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  connection = new KubeConnection({
    title: 'the management cluster',
    server: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    tls: {},
    authorization: async () => 'Bearer token',
    requestsInFlight: 1,
    userAgent: 'nabe/test',
  });
});
afterEach(async () => {
  await connection.close();
  server.close();
});

it('reads an answer that came in time, though the process stood still until the deadline was over', async () => {
  server.on('request', (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"kind":"Lease"}', () => standStill(2 * DEADLINE_MS));
  });
  const answer = await connection.send({ method: 'GET', path: '/', deadlineMs: DEADLINE_MS });
  expect(answer).toEqual({ ok: true, value: { status: 200, body: { kind: 'Lease' } } });
});

it('keeps its socket after each kind of request, also after deletions that carry options', async () => {
  let sockets = 0;
  server.on('connection', () => (sockets += 1));
  server.on('request', (request, response) => void request.resume().on('end', () => response.end('{}')));
  for (const method of ['GET', 'DELETE', 'PATCH', 'DELETE', 'POST'] as const) {
    const content = method === 'GET' ? {} : { body: '{}', contentType: MEDIA.json };
    expect(await connection.send({ method, path: '/', ...content })).toMatchObject({ ok: true });
  }
  expect(sockets).toBe(1);
});

/** As a process does that is held, collects its heap, or has no processor. */
function standStill(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}
