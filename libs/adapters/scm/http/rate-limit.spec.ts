import { describe, expect, it } from 'vitest';
import { limitedForMs } from './rate-limit.ts';

const nowMs = Date.parse('2026-03-04T05:06:07Z');
const inTenMinutes = String(nowMs / 1000 + 600);

describe('limitedForMs', () => {
  it.each([
    { name: 'nothing is said', status: 200, headers: {}, waitMs: undefined },
    {
      name: 'something is left',
      status: 200,
      headers: { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': inTenMinutes },
      waitMs: undefined,
    },
    {
      name: 'the last request of a budget was answered',
      status: 200,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTenMinutes },
      waitMs: 600_000,
    },
    {
      name: 'GitHub refuses for its primary limit',
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTenMinutes },
      waitMs: 600_000,
    },
    {
      name: 'GitHub refuses for its secondary limit',
      status: 403,
      headers: { 'x-ratelimit-remaining': '4000', 'retry-after': '30' },
      waitMs: 30_000,
    },
    {
      name: 'GitLab refuses',
      status: 429,
      headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': inTenMinutes },
      waitMs: 600_000,
    },
    { name: 'seconds that are left are given', status: 429, headers: { 'x-ratelimit-reset': '90' }, waitMs: 90_000 },
    {
      name: 'a date is given',
      status: 429,
      headers: { 'retry-after': 'Wed, 04 Mar 2026 05:07:07 GMT' },
      waitMs: 60_000,
    },
    { name: 'no time is given', status: 429, headers: {}, waitMs: 60_000 },
    { name: 'a time long ago is given', status: 429, headers: { 'retry-after': '0' }, waitMs: 1000 },
    { name: 'a time without reason is given', status: 429, headers: { 'retry-after': '99999999' }, waitMs: 3_600_000 },
    { name: 'the service is busy and says for how long', status: 503, headers: { 'retry-after': '5' }, waitMs: 5000 },
    { name: 'the service is busy', status: 503, headers: {}, waitMs: undefined },
    { name: 'a right is missing', status: 403, headers: { 'x-ratelimit-remaining': '12' }, waitMs: undefined },
  ])('waits $waitMs when $name', ({ status, headers, waitMs }) => {
    expect(limitedForMs(status, headers, nowMs)).toBe(waitMs);
  });
});
