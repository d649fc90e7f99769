import { describe, expect, it } from 'vitest';
import { Gate } from './gate.ts';

describe('Gate', () => {
  it('runs no more than its limit at once, in order, and goes on after failures', async () => {
    const gate = new Gate(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const call = (number: number) =>
      gate.run(async () => {
        order.push(number);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (number % 2 === 0) throw new Error('expected');
      });
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(call));
    expect({ order, most }).toEqual({ order: [1, 2, 3, 4, 5, 6], most: 2 });
    expect(outcomes.map((one) => one.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
  });
});
