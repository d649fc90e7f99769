import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Ports below the range that Linux hands out to outgoing connections (32768 and up): a server of the fleet that is down for a
 * while, as fault tests want it, must find its port free again.
 */
const lowestPort = 20_000;
const highestPort = 32_000;
const attemptsPerPort = 100;

/**
 * Finds `count` different ports on 127.0.0.1 that nobody listens on now, and claims them for as long as this process lives: fleets
 * that look for ports at the same time, in other processes too, find different ones, even before a server listens and while one
 * is down. A stranger may still take one: see `startOnFreePorts`.
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let attempt = 0; ports.length < count && attempt < count * attemptsPerPort; attempt++) {
    const port = randomInt(lowestPort, highestPort);
    if ((await claimPort(port)) && (await isPortFree(port))) ports.push(port);
  }
  if (ports.length < count) {
    throw new Error(
      `Cannot find ${count} free ports between ${lowestPort} and ${highestPort} on 127.0.0.1: end some servers`,
    );
  }
  return ports;
}

/**
 * Whether this process now holds the claim to a port of 127.0.0.1, and nobody did before. Our servers speak TCP; the claim is the UDP
 * port of the same number, which the kernel gives to one process only and takes back when that ends, however it ends.
 */
export function claimPort(port: number): Promise<boolean> {
  const claim = createSocket('udp4');
  return new Promise((resolve) => {
    claim.once('error', () => claim.close(() => resolve(false)));
    claim.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
    claim.unref();
  });
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
 * Runs `start` with free ports, and once more with others when it failed while somebody else held one of them: a program that knows
 * nothing of our claims may have taken it. `start` leaves nothing running when it throws.
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
