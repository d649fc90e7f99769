import { describe, expect, it } from 'vitest';
import { LatencyGradient } from './latency-gradient.ts';

/** What is said after each of so many answers. */
function noteAll(gradient: LatencyGradient, latencyMs: number, answers: number): number[] {
  return Array.from({ length: answers }, () => gradient.note(latencyMs));
}

describe('LatencyGradient', () => {
  it.each([
    { name: 'a server that answers as ever', latencyMs: 60 },
    { name: 'one that takes a little longer', latencyMs: 100 },
    { name: 'one that is quick, whatever is usual', latencyMs: 5 },
  ])('finds nothing wrong with $name', ({ latencyMs }) => {
    const gradient = new LatencyGradient();
    noteAll(gradient, 60, 100);
    expect(Math.min(...noteAll(gradient, latencyMs, 50))).toBe(1);
  });

  it('says how much slower a server has become, at most by half', () => {
    const gradient = new LatencyGradient();
    noteAll(gradient, 30, 100);
    const said = noteAll(gradient, 600, 10);
    expect([said[0], said.at(-1)]).toEqual([expect.closeTo(0.5, 0), 0.5]);
  });

  it('takes a server that stays slow as it is', () => {
    const gradient = new LatencyGradient();
    noteAll(gradient, 30, 100);
    expect(noteAll(gradient, 300, 400).at(-1)).toBe(1);
  });

  it('recovers within a few answers', () => {
    const gradient = new LatencyGradient();
    noteAll(gradient, 30, 100);
    noteAll(gradient, 600, 20);
    expect(noteAll(gradient, 30, 20).at(-1)).toBe(1);
  });

  it('does not mistake milliseconds for trouble', () => {
    const gradient = new LatencyGradient();
    noteAll(gradient, 2, 100);
    expect(noteAll(gradient, 40, 20).at(-1)).toBe(1);
  });
});
