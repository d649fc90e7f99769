import { expect, it } from 'vitest';
import { HUB_SHARE, shareOfBudget } from './share-of-budget.ts';

it.each([
  { name: 'one worker gets all but what the hub needs', budget: 32, workers: 1, share: 31 },
  { name: 'two get half of it each, rounded down', budget: 32, workers: 2, share: 15 },
  { name: 'as many as there are places get one each', budget: 5, workers: 4, share: 1 },
  { name: 'more than there are places get one each all the same', budget: 2, workers: 9, share: 1 },
  { name: 'nobody knows how many there are: one', budget: 512, workers: undefined, share: 1 },
])('$name', ({ budget, workers, share }) => {
  expect(shareOfBudget(budget, workers)).toBe(share);
});

it('never hands out more than the budget while everybody can have one', () => {
  const sums = [2, 3, 7, 32, 512].flatMap((budget) =>
    Array.from({ length: budget - HUB_SHARE }, (_, index) => {
      const workers = index + 1;
      return { budget, sum: workers * shareOfBudget(budget, workers) + HUB_SHARE };
    }),
  );
  expect(sums.filter(({ budget, sum }) => sum > budget)).toEqual([]);
});
