import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { KubeConnection } from './kube-connection.ts';

const DEADLINE_MS = 100;

it('reads an answer that came in time, though the process stood still until the deadline was over', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"kind":"Lease"}', () => standStill(2 * DEADLINE_MS));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const connection = new KubeConnection({
    title: 'the management cluster',
    server: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    tls: {},
    authorization: async () => 'Bearer token',
    requestsInFlight: 1,
    userAgent: 'nabe/test',
  });
  try {
    const answer = await connection.send({ method: 'GET', path: '/', deadlineMs: DEADLINE_MS });
    expect(answer).toEqual({ ok: true, value: { status: 200, body: { kind: 'Lease' } } });
  } finally {
    await connection.close();
    server.close();
  }
});

/** As a process does that is held, collects its heap, or has no processor. */
function standStill(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}
