import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedOrderOf, type OrderCase, orderOf } from '../testing/order-case.ts';

const corpus = new URL('../../../../test/conformance/order/cases.jsonl', import.meta.url);
const cases = readFileSync(corpus, 'utf8')
  .trim()
  .split('\n')
  .map((line): OrderCase => JSON.parse(line));

describe('orderTasks', () => {
  it('is held against the whole corpus', () => {
    expect(cases.length).toBeGreaterThanOrEqual(61);
  });

  it.each(cases.map((orderCase) => ({ name: orderCase.name, orderCase })))(
    'orders $name as Argo CD',
    ({ orderCase }) => {
      expect(orderOf(orderCase)).toEqual(expectedOrderOf(orderCase));
    },
  );
});
