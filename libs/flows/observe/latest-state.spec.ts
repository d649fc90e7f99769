import { describe, expect, it } from 'vitest';
import { LatestState } from './latest-state.ts';

const never = new AbortController().signal;

describe('LatestState', () => {
  it('hands out the newest state only', async () => {
    const state = new LatestState<string>();
    state.set('up');
    state.set('down');

    expect(await state.next(never)).toBe('down');
  });

  it('waits for a state', async () => {
    const state = new LatestState<string>();
    const next = state.next(never);
    state.set('up');

    expect(await next).toBe('up');
  });

  it('does not let a repetition hide news', async () => {
    const state = new LatestState<string>();
    state.set('down');
    state.setUnlessNews('up');

    expect(await state.next(never)).toBe('down');
  });

  it('ends the wait when the signal aborts', async () => {
    const abort = new AbortController();
    const next = new LatestState<string>().next(abort.signal);
    abort.abort();

    expect(await next).toBeUndefined();
  });
});
