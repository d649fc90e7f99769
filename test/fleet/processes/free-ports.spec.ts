import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findFreePorts, isPortFree, startOnFreePorts } from './free-ports.ts';

const execute = promisify(execFile);

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

describe('findFreePorts', () => {
  it('finds as many different ports as asked for, all outside the range of outgoing connections', async () => {
    const ports = await findFreePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  it('claims what it finds against every other process, before anybody listens there', async () => {
    const [port = 0] = await findFreePorts(1);
    expect(await isPortFree(port)).toBe(true);
    const claimIt = `
      import { claimPort } from ${JSON.stringify(new URL('free-ports.ts', import.meta.url).href)};
      console.log(await claimPort(${port}));
    `;
    const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', claimIt], { timeout: 20_000 });
    expect(stdout.trim()).toBe('false');
  });
});

describe('startOnFreePorts', () => {
  it('tries other ports when somebody took one in between', async () => {
    const thieves: Server[] = [];
    const tried: number[] = [];
    const started = await startOnFreePorts(1, async ([port = 0]) => {
      tried.push(port);
      if (tried.length === 1) {
        thieves.push(await listenOn(port));
        throw new Error('port is taken');
      }
      return port;
    });
    thieves.forEach((thief) => thief.close());
    expect(tried).toHaveLength(2);
    expect(started).toBe(tried[1]);
  });

  it('passes on any other failure at once', async () => {
    const tried: number[] = [];
    const starting = startOnFreePorts(1, async ([port = 0]) => {
      tried.push(port);
      throw new Error('bad flag');
    });
    await expect(starting).rejects.toThrow('bad flag');
    expect(tried).toHaveLength(1);
  });
});

describe('isPortFree', () => {
  it('says no while a server listens', async () => {
    const [port = 0] = await findFreePorts(1);
    const server = await listenOn(port);
    expect(await isPortFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isPortFree(port)).toBe(true);
  });
});
