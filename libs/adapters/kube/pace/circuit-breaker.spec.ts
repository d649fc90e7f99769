import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from './circuit-breaker.ts';

function breakerAt(time: { now: number }): CircuitBreaker {
  return new CircuitBreaker({ now: () => time.now, sleep: () => Promise.resolve(), random: () => 0 });
}

function failTimes(breaker: CircuitBreaker, times: number): void {
  for (let failure = 0; failure < times; failure += 1) breaker.unanswered();
}

describe('CircuitBreaker', () => {
  it('lets requests through until five in a row stayed without an answer', () => {
    const breaker = breakerAt({ now: 0 });
    failTimes(breaker, 4);
    const before = breaker.turnAwayMs();
    breaker.unanswered();
    expect({ before, after: breaker.turnAwayMs() }).toEqual({ before: 0, after: 250 });
  });

  it('counts anew after any answer', () => {
    const breaker = breakerAt({ now: 0 });
    failTimes(breaker, 4);
    breaker.answered();
    failTimes(breaker, 4);
    expect(breaker.turnAwayMs()).toBe(0);
  });

  it('lets one probe through after the wait, and everybody when it was answered', () => {
    const time = { now: 0 };
    const breaker = breakerAt(time);
    failTimes(breaker, 5);
    time.now = 250;
    const probe = breaker.turnAwayMs();
    const other = breaker.turnAwayMs();
    breaker.answered();
    expect({ probe, other, after: breaker.turnAwayMs() }).toEqual({ probe: 0, other: 250, after: 0 });
  });

  it('waits longer after each failed probe, five seconds at most', () => {
    const time = { now: 0 };
    const breaker = breakerAt(time);
    failTimes(breaker, 5);
    const waits: number[] = [];
    for (let probe = 0; probe < 6; probe += 1) {
      waits.push(breaker.turnAwayMs());
      time.now += 60_000;
      breaker.turnAwayMs();
      breaker.unanswered();
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 2500, 2500]);
  });

  it('lets the next probe through when one was called off', () => {
    const time = { now: 0 };
    const breaker = breakerAt(time);
    failTimes(breaker, 5);
    time.now = 250;
    breaker.turnAwayMs();
    breaker.calledOff();
    expect(breaker.turnAwayMs()).toBe(0);
  });
});
