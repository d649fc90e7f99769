import { describe, expect, it } from 'vitest';
import { durationText, parseDuration, roundedDuration } from './duration.ts';

describe('parseDuration and durationText', () => {
  it.each([
    { text: '1h15m30.918s', shown: '1h15m30.918s' },
    { text: '-1.5h', shown: '-1h30m0s' },
    { text: '100ms', shown: '100ms' },
    { text: '1.5us', shown: '1.5µs' },
    { text: '0', shown: '0s' },
    { text: '.5s', shown: '500ms' },
  ])('reads $text as $shown', ({ text, shown }) => {
    expect(durationText(parseDuration(text) ?? -1n)).toBe(shown);
  });

  it.each(['', '1', '1d', 's', '1h-5m', '9223372036854775808ns'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('roundedDuration', () => {
  it.each([
    { text: '26h', rounded: '1d' },
    { text: '24h', rounded: '24h' },
    { text: '800ms', rounded: '0s' },
  ])('shortens $text to $rounded', ({ text, rounded }) => {
    expect(roundedDuration(parseDuration(text) ?? 0n)).toBe(rounded);
  });
});
