import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const execute = promisify(execFile);

describe('findTrimmer', () => {
  it('gives back what was freed between things that are in use', async () => {
    // In a process of its own: what others of this one hold would be measured, too.
    const program = `
      import { findTrimmer } from ${JSON.stringify(new URL('trim-memory.ts', import.meta.url).href)};
      const trim = findTrimmer();
      let buffers = Array.from({ length: 10_000 }, () => Buffer.alloc(20_000, 1));
      const inUse = buffers.filter((_, index) => index % 100 === 0);
      buffers = undefined;
      // Each collection frees what the one before has found.
      for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setTimeout(resolve)).then(() => gc());
      const before = process.memoryUsage.rss();
      trim();
      console.log(before - process.memoryUsage.rss(), inUse.length);
    `;
    const args = ['--expose-gc', '--input-type=module', '--eval', program];
    const { stdout } = await execute(process.execPath, args, { timeout: 20_000 });
    const [freed = 0, inUse] = stdout.trim().split(' ').map(Number);
    expect(inUse).toBe(100);
    expect(freed).toBeGreaterThan(100_000_000);
  });
});
