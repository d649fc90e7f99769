import { describe, expect, it } from 'vitest';
import { formatElapsed } from './progress.ts';

describe('formatElapsed', () => {
  it.each([
    { ms: 400, text: '0 s' },
    { ms: 46_000, text: '46 s' },
    { ms: 570_000, text: '9 min 30 s' },
  ])('writes $ms ms as $text', ({ ms, text }) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});
