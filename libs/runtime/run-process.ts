import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { ConfigError } from '#adapters/config/load-config.ts';
import { collectAtRest } from './collect-at-rest.ts';

/** A started process: `stop` ends it in order. */
export interface RunningProcess {
  stop(): Promise<void>;
}

/** Longest orderly end: Kubernetes waits 30 s before it kills. */
const STOP_DEADLINE_MS = 25_000;

/**
 * The heap may grow by so much before it is collected. Node would let it grow up to fourfold: a worker with 1,000 Applications took a
 * fifth more memory for it and was no faster (docs/performance.md). Unit: percent.
 */
const HEAP_GROWTH = 50;

/**
 * Runs the main part of a process until SIGTERM or SIGINT, then stops it in order; a second signal, or an end that takes too long,
 * ends it at once. What a person has to correct is printed as one sentence, without a stack.
 */
export async function runProcess(start: (signal: AbortSignal) => Promise<RunningProcess>): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  collectAtRest();
  const stopping = new AbortController();
  const signalled = new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve());
  });
  void signalled.then(() => stopping.abort());
  try {
    const running = await start(stopping.signal);
    // Where NODE_COMPILE_CACHE names a folder: Node would write there at an orderly end only, and the next start is to be quicker anyway.
    flushCompileCache();
    await signalled;
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => process.exit(1));
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    await running.stop();
    process.exit(0);
  } catch (error) {
    if (stopping.signal.aborted) process.exit(0);
    process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`);
    process.exit(1);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
