import { describe, expect, it } from 'vitest';
import { toJsonText } from './json-text.ts';

describe('toJsonText', () => {
  it('writes integers beyond 2^53 with all their digits', () => {
    expect(toJsonText({ spec: { size: 9_007_199_254_740_993n, small: 1 } })).toBe(
      '{"spec":{"size":9007199254740993,"small":1}}',
    );
  });

  it('leaves out what is undefined', () => {
    expect(toJsonText({ status: { summary: undefined } })).toBe('{"status":{}}');
  });
});
