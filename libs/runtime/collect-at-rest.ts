import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 1000;
/** A look that comes later tells nothing about rest. */
const LONGEST_LOOK_MS = 1500;
/**
 * Shares of the time in which the event loop is busy: above the one it works, below the other it rests. Timers, Leases and bookmarks alone
 * take less than a hundredth; a hub whose workers are busy has more than three to do.
 */
const WORK = 0.2;
const REST = 0.02;
/** Looks of work in a row that are more than a sweep, which a hub makes every minute and which leaves nothing behind. */
const LONG_WORK = 3;
/** Looks at rest after which V8 should have shrunk the heap by itself. */
const PATIENCE = 5;
/** A whole collection holds everybody up for a tenth of a second: not oftener than this, nor for less. */
const WHOLE_AGAIN_LOOKS = 60;
const MUCH = 32 * 1024 * 1024;
/** Looks at rest since long work after which nothing is kept any more that is let go of when nobody wants it for a minute. */
const LATE = 70;

/** What a thread is asked about itself; tests answer in its place. */
export interface HeapOwner {
  /** Share of the time since the last call in which the event loop was busy. */
  readonly busyShare: () => number;
  /** Milliseconds from any start, never set back. */
  readonly nowMs: () => number;
  /** What the heap holds beyond what is used. Unit: bytes. */
  readonly spareBytes: () => number;
  /** `young`: some milliseconds. `whole`: everything, and the memory goes back at once. */
  readonly collect: (what: 'young' | 'whole') => void;
}

/**
 * Lets the heap of this thread shrink after each time of work. V8 keeps what a burst took until it is allocated anew: a worker that had read
 * 1,000 Applications held 134 MB of garbage. After a collection of the young generation V8 gives back the rest by itself, a little at a
 * time; where something keeps it from doing so, the whole heap is collected, and once more when what is kept for a minute has been let go
 * of. Answers what ends it.
 */
export function collectAtRest(owner: HeapOwner = thisThread()): () => void {
  let lookedAt = owner.nowMs();
  const [afterWork, late] = [new AfterWork(owner), new LateCollection(owner)];
  const look = () => {
    const share = owner.busyShare();
    const sinceMs = owner.nowMs() - lookedAt;
    lookedAt += sinceMs;
    afterWork.pass();
    // Held, or without a processor, in the midst of whatever it does.
    if (sinceMs > LONGEST_LOOK_MS) return;
    for (const each of [afterWork, late]) {
      if (share >= WORK) each.work();
      else if (share < REST) each.rest();
      else each.neither();
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}

/** Follows one look after the other, by what the thread did since the one before. */
interface Follower {
  work(): void;
  rest(): void;
  neither(): void;
}

/** After each time of work the young generation, and everything where that frees much. */
class AfterWork implements Follower {
  readonly #owner: HeapOwner;
  #rested = 0;
  #isDone = false;
  #untilWhole = 0;

  constructor(owner: HeapOwner) {
    this.#owner = owner;
  }

  /** A look has passed, whatever was done. */
  pass(): void {
    this.#untilWhole -= 1;
  }

  work(): void {
    [this.#isDone, this.#rested] = [false, 0];
  }

  rest(): void {
    if (this.#isDone) return;
    this.#rested += 1;
    if (this.#rested === 1) this.#owner.collect('young');
    if (this.#rested >= PATIENCE && this.#untilWhole <= 0) this.#shrink();
  }

  neither(): void {}

  #shrink(): void {
    this.#isDone = true;
    if (this.#owner.spareBytes() < MUCH) return;
    this.#untilWhole = WHOLE_AGAIN_LOOKS;
    this.#owner.collect('whole');
  }
}

/** Once after long work, of which the start is some. */
class LateCollection implements Follower {
  readonly #owner: HeapOwner;
  #isDue = true;
  #worked = 0;
  #rested = 0;

  constructor(owner: HeapOwner) {
    this.#owner = owner;
  }

  work(): void {
    this.#worked += 1;
    if (this.#worked >= LONG_WORK) [this.#isDue, this.#rested] = [true, 0];
  }

  rest(): void {
    this.#worked = 0;
    this.#rested += 1;
    if (!this.#isDue || this.#rested < LATE) return;
    this.#isDue = false;
    this.#owner.collect('whole');
  }

  neither(): void {
    this.#worked = 0;
  }
}

function thisThread(): HeapOwner {
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  const busyShare = () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
  return { busyShare, nowMs: () => performance.now(), spareBytes, collect: findCollector() };
}

function spareBytes(): number {
  const { total_heap_size: held, used_heap_size: used } = getHeapStatistics();
  return held - used;
}

/** The only way to it without an option on the command line, which no thread and no image would be started without. */
function findCollector(): HeapOwner['collect'] {
  setFlagsFromString('--expose-gc');
  const collect: (options: { readonly type: string; readonly flavor?: string }) => void = runInNewContext('gc');
  return (what) => collect(what === 'young' ? { type: 'minor' } : { type: 'major', flavor: 'last-resort' });
}
