import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { Cutoff } from '../pace/cutoff.ts';
import { exchange, type WholeAnswer } from './exchange.ts';

const umlaut = Buffer.from('ü');

let server: Server;
let agent: Agent;

afterEach(async () => {
  await agent.destroy();
  server.close();
  server.closeAllConnections();
});

/** One request to a server that answers so, over the only connection there may be. */
async function serve(listener: RequestListener): Promise<(cutoff?: Cutoff) => Promise<WholeAnswer>> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  agent = new Agent({ connections: 1, pipelining: 1 });
  const options = { origin: `http://127.0.0.1:${port}`, path: '/', method: 'GET' } as const;
  return (cutoff = new Cutoff()) => exchange(agent, options, cutoff);
}

describe('exchange', () => {
  it('reads an answer of many pieces, also where they share a character', async () => {
    const send = await serve((_request, response) => {
      response.writeHead(429, { 'retry-after': '3' });
      response.write(umlaut.subarray(0, 1), () => response.end(umlaut.subarray(1)));
    });
    expect(await send()).toEqual({ status: 429, retryAfter: '3', text: 'ü' });
  });

  it('rejects with the error of the wire', async () => {
    const send = await serve((request) => request.socket.destroy());
    await expect(send()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('is over at once when it is cut off in the middle of an answer', async () => {
    const cutoff = new Cutoff();
    const send = await serve((_request, response) => {
      response.writeHead(200);
      response.write('so far', () => cutoff.cut('deadline'));
    });
    await expect(send(cutoff)).rejects.toThrow('deadline');
  });

  it('is never sent when it is cut off while it waits for a connection', async () => {
    const asked: (() => void)[] = [];
    const send = await serve((_request, response) => void asked.push(() => response.end('done')));
    const first = send();
    await once(server, 'request');
    const cutoff = new Cutoff();
    const second = send(cutoff);
    cutoff.cut('aborted');
    await expect(second).rejects.toThrow('aborted');
    asked[0]?.();
    expect(await first).toMatchObject({ text: 'done' });
    const third = send();
    await once(server, 'request');
    asked[1]?.();
    expect(await third).toMatchObject({ text: 'done' });
    expect(asked).toHaveLength(2);
  });
});
