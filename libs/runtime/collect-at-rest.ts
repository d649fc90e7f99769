import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { findTrimmer } from './trim-memory.ts';

const LOOK_MS = 1000;
/** A look that comes later tells nothing about rest. */
const LONGEST_LOOK_MS = 1500;
/**
 * Shares of the time in which the event loop is busy: above the one it works, below the other it rests. Timers, Leases and bookmarks alone
 * take less than a hundredth; a hub whose workers are busy has more than three to do.
 */
const WORK = 0.2;
const REST = 0.02;
/** Looks of work in a row that are more than a sweep, which a hub makes twice a minute and which leaves nothing behind. */
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
  /** `young`: some milliseconds. `whole`: everything, and the memory goes back at once, also what malloc holds. */
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
  const heap = new RestingHeap(owner);
  const look = () => {
    const share = owner.busyShare();
    const sinceMs = owner.nowMs() - lookedAt;
    lookedAt += sinceMs;
    // Held, or without a processor, in the midst of whatever it does.
    heap.look(sinceMs > LONGEST_LOOK_MS ? undefined : share);
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}

/** Decides look by look what is collected. */
class RestingHeap {
  readonly #owner: HeapOwner;
  /** Looks of work in a row. */
  #worked = 0;
  /** Looks at rest since any work, and since long work. */
  #rested = 0;
  #restedSinceLong = 0;
  #isShrunk = false;
  /** The start is long work. */
  #isLateDue = true;
  #untilWhole = 0;

  constructor(owner: HeapOwner) {
    this.#owner = owner;
  }

  /** `share`: how busy the thread was since the look before; undefined where that tells nothing. */
  look(share: number | undefined): void {
    this.#untilWhole -= 1;
    if (share === undefined) return;
    if (share >= WORK) return this.#work();
    this.#worked = 0;
    if (share < REST) this.#rest();
  }

  #work(): void {
    this.#worked += 1;
    [this.#rested, this.#isShrunk] = [0, false];
    if (this.#worked >= LONG_WORK) [this.#restedSinceLong, this.#isLateDue] = [0, true];
  }

  #rest(): void {
    this.#rested += 1;
    this.#restedSinceLong += 1;
    if (this.#rested === 1) this.#owner.collect('young');
    if (this.#untilWhole > 0) return;
    if (this.#isLateDue && this.#restedSinceLong >= LATE) {
      this.#isLateDue = false;
      this.#collectWhole();
    } else if (this.#rested >= PATIENCE && !this.#isShrunk) {
      this.#isShrunk = true;
      if (this.#owner.spareBytes() >= MUCH) this.#collectWhole();
    }
  }

  #collectWhole(): void {
    this.#untilWhole = WHOLE_AGAIN_LOOKS;
    this.#owner.collect('whole');
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
  const trim = findTrimmer();
  return (what) => {
    if (what === 'young') return collect({ type: 'minor' });
    collect({ type: 'major', flavor: 'last-resort' });
    trim?.();
  };
}
