import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processStart } from './process-start.ts';

describe('processStart', () => {
  it('is the same number each time for a running process', () => {
    const first = processStart(process.pid);
    expect(first).toMatch(/^\d+$/);
    expect(processStart(process.pid)).toBe(first);
  });

  it('is undefined once the process has ended', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    expect(processStart(Number(child.pid))).toBeUndefined();
  });
});
