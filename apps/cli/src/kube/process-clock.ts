import { setTimeout } from 'node:timers/promises';
import type { Clock } from '#flows/ports/clock.port.ts';

/** The process's own time. */
export const processClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
  random: () => Math.random(),
};
