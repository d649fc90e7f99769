import { expectedOrderOf, type OrderCase, orderOf } from '#core/plan/testing/order-case.ts';
import { difference, lineCases } from '../line-cases.ts';

export const runOrderCases = lineCases<OrderCase>((orderCase) =>
  difference(orderOf(orderCase), expectedOrderOf(orderCase)),
);
