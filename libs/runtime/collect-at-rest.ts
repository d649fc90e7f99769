import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 1000;
/** Shares of the time in which the event loop is busy: above the one it works, below the other it rests. */
const WORK = 0.2;
const REST = 0.05;

/** What a thread is asked about itself; tests answer in its place. */
export interface HeapOwner {
  /** Share of the time since the last call in which the event loop was busy. */
  readonly busyShare: () => number;
  readonly collect: () => void;
}

/**
 * Lets the heap of this thread shrink after each time of work. V8 keeps what a burst took until it is allocated anew: a worker that had read
 * 1,000 Applications held 134 MB of garbage. A collection of the young generation takes some milliseconds, and V8 then gives back the rest
 * by itself, a little at a time. Answers what ends it.
 */
export function collectAtRest({ busyShare, collect }: HeapOwner = thisThread()): () => void {
  let hasWorked = true;
  const look = () => {
    const share = busyShare();
    if (share >= WORK) hasWorked = true;
    if (share >= REST || !hasWorked) return;
    hasWorked = false;
    collect();
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}

function thisThread(): HeapOwner {
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  const busyShare = () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
  // The only way to it without an option on the command line, which no thread and no image would be started without.
  setFlagsFromString('--expose-gc');
  const collectGarbage: (options: { readonly type: 'minor' }) => void = runInNewContext('gc');
  return { busyShare, collect: () => collectGarbage({ type: 'minor' }) };
}
