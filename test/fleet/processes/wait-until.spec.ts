import { describe, expect, it } from 'vitest';
import { waitUntil } from './wait-until.ts';

const wait = { what: 'it answers', deadlineMs: 60, intervalMs: 5 };

describe('waitUntil', () => {
  it('gives the first value that is neither false nor undefined', async () => {
    const answers = [undefined, false as const, 'ready'];
    expect(await waitUntil(async () => answers.shift(), wait)).toBe('ready');
  });

  it('takes an error as not yet', async () => {
    let calls = 0;
    const check = async () => {
      calls++;
      if (calls < 3) throw new Error('refused');
      return calls;
    };
    expect(await waitUntil(check, wait)).toBe(3);
  });

  it('fails at the deadline, with the last error and the explanation', async () => {
    const waiting = waitUntil(() => Promise.reject(new Error('refused')), { ...wait, explain: () => 'log: bad flag' });
    await expect(waiting).rejects.toThrow('Waited 0 s in vain until it answers (last answer: refused)\nlog: bad flag');
  });

  it('does not count the time in which the machine stood still', async () => {
    let calls = 0;
    const check = async () => {
      calls++;
      if (calls === 1) standStill(400);
      return calls === 3;
    };
    expect(await waitUntil(check, { ...wait, deadlineMs: 300 })).toBe(true);
  });

  it('stops at once when waiting is hopeless', async () => {
    const waiting = waitUntil(async () => false, {
      ...wait,
      deadlineMs: 60_000,
      hopeless: () => 'etcd ended with code 1',
    });
    await expect(waiting).rejects.toThrow('etcd ended with code 1');
  });
});

function standStill(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
