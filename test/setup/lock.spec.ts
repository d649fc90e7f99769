import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.ts';
import { processStart } from './process-start.ts';

let folder: string;
let path: string;
let other: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nabe-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => {
  other?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function heldByOther(): number {
  other = spawn('sleep', ['60']);
  const pid = Number(other.pid);
  writeFileSync(path, `${pid} ${processStart(pid)}`);
  return pid;
}

describe('withLock', () => {
  it('holds the lock while it works and removes it afterwards', async () => {
    const during = await withLock({ path, deadlineMs: 1_000 }, async () => readFileSync(path, 'utf8'));
    expect(during).toBe(`${process.pid} ${processStart(process.pid)}`);
    expect(existsSync(path)).toBe(false);
  });

  it('removes the lock when the work fails', async () => {
    await expect(withLock({ path, deadlineMs: 1_000 }, () => Promise.reject(new Error('no disk')))).rejects.toThrow(
      'no disk',
    );
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    { name: 'a process that is gone', content: '999999999 1' },
    { name: 'another process with the same pid', content: `${process.pid} 1` },
    { name: 'nobody, because the file is empty', content: '' },
  ])('takes over a lock of $name', async ({ content }) => {
    writeFileSync(path, content);
    expect(await withLock({ path, deadlineMs: 1_000 }, async () => 'done')).toBe('done');
  });

  it('tells whom it waits for and gives up at the deadline', async () => {
    const holder = heldByOther();
    const waitedFor: number[] = [];
    const locking = withLock(
      { path, deadlineMs: 30, intervalMs: 5, onWait: (pid) => waitedFor.push(pid) },
      async () => 'done',
    );
    await expect(locking).rejects.toThrow(`Process ${holder} has held ${path} for too long`);
    expect(waitedFor).toEqual([holder]);
  });

  it('goes on when the holder has ended', async () => {
    heldByOther();
    const locking = withLock(
      { path, deadlineMs: 5_000, intervalMs: 5, onWait: () => other?.kill('SIGKILL') },
      async () => 'done',
    );
    expect(await locking).toBe('done');
  });
});
