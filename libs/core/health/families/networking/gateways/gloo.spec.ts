import { describe, expect, it } from 'vitest';
import { toldHealth } from '../../told-health.ts';

describe('Gloo', () => {
  it.each([
    { name: 'an upstream nobody has seen', status: {}, told: 'Progressing: Waiting for Gloo' },
    {
      name: 'an upstream that is accepted',
      status: { statuses: { gloo: { state: 'Accepted' } } },
      told: 'Healthy: Accepted',
    },
    { name: 'an upstream of a former release', status: { state: 1 }, told: 'Healthy: Accepted' },
    {
      name: 'an upstream that waits',
      status: { statuses: { gloo: { state: 'Pending' } } },
      told: 'Suspended: Nobody has validated it yet',
    },
    {
      name: 'an upstream that is rejected',
      status: { statuses: { gloo: { state: 'Rejected', reason: 'no address' } } },
      told: 'Degraded: no address',
    },
    { name: 'an upstream with a warning', status: { state: 3 }, told: 'Degraded: Accepted with a warning' },
    {
      name: 'an upstream by the first that tells a state',
      status: { statuses: { a: {}, b: { state: 'Odd' }, c: { state: 2 } }, state: 1 },
      told: 'Degraded: Rejected',
    },
    { name: 'an upstream in another state', status: { state: 'Odd' }, told: 'Progressing: Waiting for Gloo' },
  ])('calls $name $told', ({ status, told }) => {
    expect(toldHealth('gloo.solo.io/v1/Upstream', { status })).toBe(told);
  });
});
