import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { askAll } from './provider-readers.ts';

const trouble = (message: string) => ({ kind: 'unreachable', message }) as const;

/** Asks about numbers, of which the last answers first, and notes how many questions were open at once. */
function questions(failing: ReadonlySet<number> = new Set()) {
  const asked: number[] = [];
  let open = 0;
  let most = 0;
  const ask = async (item: number) => {
    asked.push(item);
    most = Math.max(most, ++open);
    for (let turns = 20 - item; turns > 0; turns -= 1) await Promise.resolve();
    open -= 1;
    return failing.has(item) ? fail(trouble(`no ${item}`)) : succeed(item * 10);
  };
  return { ask, asked, most: () => most };
}

describe('askAll', () => {
  it('asks a few at once and answers in the order of the items', async () => {
    const { ask, asked, most } = questions();
    expect(await askAll([1, 2, 3, 4, 5, 6, 7], ask)).toEqual(succeed([10, 20, 30, 40, 50, 60, 70]));
    expect(asked).toHaveLength(7);
    expect(most()).toBe(4);
  });

  it('asks no more after a failure and names the first of those it met', async () => {
    const { ask, asked } = questions(new Set([2, 4]));
    expect(await askAll([1, 2, 3, 4, 5, 6, 7, 8, 9], ask)).toEqual(fail(trouble('no 2')));
    expect(asked).toEqual([1, 2, 3, 4]);
  });
});
