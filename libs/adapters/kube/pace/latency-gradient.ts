/**
 * Tells from the times that answers take whether a server has more to do than it can. What is usual is learned slowly, what is now
 * quickly; a server that got slower for good is taken as it is after a few hundred answers. Idea: gradient limits of TCP Vegas' kind.
 */
export class LatencyGradient {
  #usualMs: number | undefined;
  #nowMs = 0;

  /** Notes one answer; 1 while the server is as quick as ever, less the more it has slowed down, at least 0.5. */
  note(latencyMs: number): number {
    if (this.#usualMs === undefined) this.#nowMs = latencyMs;
    this.#nowMs += (latencyMs - this.#nowMs) * LEARN_NOW;
    const usualMs = this.#usualMs ?? latencyMs;
    // After hard times what is usual comes down faster than it went up.
    this.#usualMs = usualMs > 2 * this.#nowMs ? usualMs * FORGET : usualMs + (latencyMs - usualMs) * LEARN_USUAL;
    const ratio = (TOLERANCE * Math.max(this.#usualMs, QUICK_MS)) / Math.max(this.#nowMs, 1);
    return Math.min(1, Math.max(0.5, ratio));
  }
}

const LEARN_NOW = 0.2;
const LEARN_USUAL = 0.01;
const FORGET = 0.95;
/** Twice as slow as usual is ordinary: requests differ. */
const TOLERANCE = 2;
/** Nobody who answers within this is slow. */
const QUICK_MS = 25;
