import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Batches } from './batches.ts';

/** Notes each batch; it is answered when the test says so. */
function noteBatches(weightOf: (item: number) => number = () => 1) {
  const sent: (readonly number[])[] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const send = (items: readonly number[]) => {
    sent.push(items);
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  };
  return { sent, answers, batches: new Batches({ send, weightOf, mostWeight: 10 }) };
}

describe('Batches', () => {
  it('sends the first at once and together what comes until that is answered', async () => {
    const { sent, answers, batches } = noteBatches();
    const first = batches.add(1);
    const others = [2, 3, 4].map((item) => batches.add(item));
    expect(sent).toEqual([[1]]);
    answers[0]?.resolve();
    await first;
    await setImmediate();
    expect(sent).toEqual([[1], [2, 3, 4]]);
    answers[1]?.resolve();
    await Promise.all(others);
    await setImmediate();
    void batches.add(5);
    expect(sent.at(-1)).toEqual([5]);
  });

  it('rejects each item of a batch that fails, and goes on', async () => {
    const { answers, batches } = noteBatches();
    const first = batches.add(1);
    const second = batches.add(2);
    answers[0]?.reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    answers[1]?.resolve();
    await expect(second).resolves.toBeUndefined();
  });

  it('keeps batches within their weight, and sends alone what is heavier', async () => {
    const { sent, answers, batches } = noteBatches((item) => item);
    const all = [1, 6, 4, 1, 30, 2].map((item) => batches.add(item));
    for (let batch = 0; batch < 5; batch += 1) {
      answers[batch]?.resolve();
      await setImmediate();
    }
    await Promise.all(all);
    expect(sent).toEqual([[1], [6, 4], [1], [30], [2]]);
  });
});
