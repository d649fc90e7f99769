import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports below the range that Linux hands out to outgoing connections (32768 and up): a server of the fleet that is down for a
 * while, as fault tests want it, must find its port free again.
 */
const lowestPort = 20_000;
const highestPort = 32_000;
const attemptsPerPort = 100;

/** Finds `count` different ports on 127.0.0.1 that nobody listens on now. Another process may still take one: see `startOnFreePorts`. */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count && attempt < count * attemptsPerPort; attempt++) {
    const port = randomInt(lowestPort, highestPort);
    if (!ports.has(port) && (await isPortFree(port))) ports.add(port);
  }
  if (ports.size < count) {
    throw new Error(
      `Cannot find ${count} free ports between ${lowestPort} and ${highestPort} on 127.0.0.1: end some servers`,
    );
  }
  return [...ports];
}

/** Whether nobody listens on this port of 127.0.0.1. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
  if (!(await listening)) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/**
 * Runs `start` with free ports, and once more with others when it failed while somebody else held one of them: two fleets that
 * start at the same moment may have found the same free port. `start` leaves nothing running when it throws.
 */
export async function startOnFreePorts<T>(
  count: number,
  start: (ports: number[]) => Promise<T>,
  attempts = 3,
): Promise<T> {
  const ports = await findFreePorts(count);
  try {
    return await start(ports);
  } catch (error) {
    const free = await Promise.all(ports.map(isPortFree));
    if (attempts <= 1 || free.every(Boolean)) throw error;
    return startOnFreePorts(count, start, attempts - 1);
  }
}
