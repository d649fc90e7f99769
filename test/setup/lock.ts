import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './process-start.ts';

export interface LockOptions {
  /** The lock file; it names its holder by pid and start time, so that a lock whose holder is gone can be told. */
  readonly path: string;
  /** How long to wait for another holder before giving up. */
  readonly deadlineMs: number;
  /** Called once, with the pid of the holder, when waiting begins. */
  readonly onWait?: (holder: number) => void;
  /** Default: one second. */
  readonly intervalMs?: number;
}

/** Runs `work` while no other process holds the lock. A lock left by a dead process is taken over. */
export async function withLock<T>(options: LockOptions, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${processStart(process.pid) ?? ''}`;
  await acquire(options, mine);
  try {
    return await work();
  } finally {
    if (readLock(options.path) === mine) rmSync(options.path, { force: true });
  }
}

async function acquire(options: LockOptions, mine: string): Promise<void> {
  const deadline = performance.now() + options.deadlineMs;
  mkdirSync(dirname(options.path), { recursive: true });
  let isTold = false;
  while (!tryCreate(options.path, mine)) {
    const theirs = readLock(options.path);
    if (theirs === undefined) continue;
    if (!isHeld(theirs)) {
      discard(options.path, theirs);
      continue;
    }
    const holder = Number.parseInt(theirs, 10);
    if (performance.now() > deadline) {
      throw new Error(
        `Process ${holder} has held ${options.path} for too long: look what it does, or end it, and try again`,
      );
    }
    if (!isTold) options.onWait?.(holder);
    isTold = true;
    await sleep(options.intervalMs ?? 1_000);
  }
}

/** Makes the lock with its content in one step: nobody ever sees a half-written lock. False when there is one already. */
function tryCreate(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead process's lock, and puts it back should another process have replaced it in this very moment. */
function discard(path: string, expected: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = readLock(aside);
  if (taken !== undefined && taken !== expected) tryCreate(path, taken);
  rmSync(aside, { force: true });
}

function isHeld(content: string): boolean {
  const [pid = '', start = ''] = content.split(' ');
  return start !== '' && processStart(Number(pid)) === start;
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
