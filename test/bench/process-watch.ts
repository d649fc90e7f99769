import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface ProcessUse {
  /** Longest time in which nothing else had a turn. Unit: milliseconds. */
  readonly longestBlockMs: number;
  /** Most resident memory above what there was at the start. Unit: megabytes. */
  readonly memoryMegabytes: number;
}

const SAMPLE_MS = 5;
/** The delay's own timer fires this often: what it takes beyond is the block. */
const RESOLUTION_MS = 1;

/** Runs `work` while looking at the event loop and at the memory of the whole process, its threads included. */
export async function watchProcess<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly use: ProcessUse }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const sampler = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_MS);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  try {
    const value = await work();
    const longestBlockMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
    return { value, use: { longestBlockMs, memoryMegabytes: (most - before) / 2 ** 20 } };
  } finally {
    delay.disable();
    clearInterval(sampler);
  }
}
