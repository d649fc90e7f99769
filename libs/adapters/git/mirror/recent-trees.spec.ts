import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecentTrees } from './recent-trees.ts';

describe('RecentTrees', () => {
  let trees: RecentTrees<string>;
  let reads: string[];
  const ask = (commit: string) =>
    trees.getOr(commit, () => {
      reads.push(commit);
      return `tree of ${commit}`;
    });

  beforeEach(() => {
    vi.useFakeTimers();
    trees = new RecentTrees({ most: 2, idleMs: 60_000 });
    reads = [];
  });
  afterEach(() => void vi.useRealTimers());

  it('reads a tree once while it is asked for', () => {
    expect([ask('a'), ask('a')]).toEqual(['tree of a', 'tree of a']);
    vi.advanceTimersByTime(59_000);
    ask('a');
    vi.advanceTimersByTime(59_000);
    ask('a');
    expect({ reads, has: trees.has('a') }).toEqual({ reads: ['a'], has: true });
  });

  it('keeps the ones asked for last', () => {
    for (const commit of ['a', 'b', 'a', 'c', 'a', 'b']) ask(commit);
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('lets go of all when nobody asks for any', () => {
    ask('a');
    ask('b');
    vi.advanceTimersByTime(60_000);
    expect([trees.has('a'), trees.has('b')]).toEqual([false, false]);
  });

  it('reads what was thrown away again', () => {
    ask('a');
    ask('b');
    trees.delete('a');
    expect([trees.has('a'), trees.has('b')]).toEqual([false, true]);
    trees.clear();
    ask('b');
    expect(reads).toEqual(['a', 'b', 'b']);
  });
});
