import { describe, expect, it } from 'vitest';
import { formatTime } from './format-time.ts';
import { parseTime } from './parse-time.ts';
import { findTimeZone } from './time-zone.ts';

const instant = { nanoseconds: 1_709_210_096_120_000_000n, zone: findTimeZone('UTC') };

describe('formatTime', () => {
  it.each([
    { layout: 'Mon, 02 Jan 2006 15:04:05 MST', zone: 'Europe/Berlin', text: 'Thu, 29 Feb 2024 13:34:56 CET' },
    { layout: '2006-01-02T15:04:05.999Z07:00', zone: 'America/New_York', text: '2024-02-29T07:34:56.12-05:00' },
    { layout: '3:04PM -0700', zone: 'Asia/Kolkata', text: '6:04PM +0530' },
    { layout: '15:04:05.000', zone: 'No/Where', text: '12:34:56.120' },
    { layout: '__2 002 _2 06', zone: 'UTC', text: ' 60 060 29 24' },
  ])('shows $layout in $zone', ({ layout, zone, text }) => {
    expect(formatTime({ ...instant, zone: findTimeZone(zone) }, layout)).toBe(text);
  });
});

describe('parseTime', () => {
  it.each([
    { layout: '2006-01-02', text: '2024-02-29' },
    { layout: 'Monday, 2 January 2006 3:04:05.000 pm', text: 'Thursday, 29 February 2024 12:34:56.120 pm' },
    { layout: '2006-01-02T15:04:05Z07:00', text: '2024-02-29T12:34:56-03:30' },
    { layout: '2006 002', text: '2024 060' },
  ])('reads back what $layout shows', ({ layout, text }) => {
    const parsed = parseTime(layout, text);
    expect(parsed === undefined ? undefined : formatTime(parsed, layout)).toBe(text);
  });

  it.each([
    { layout: '2006-01-02', text: '2023-02-29' },
    { layout: '2006-01-02', text: '2024-13-01' },
    { layout: '15:04', text: '24:00' },
    { layout: '15:04', text: '23:00 ' },
    { layout: 'Jan', text: 'Foo' },
  ])('refuses $text for $layout', ({ layout, text }) => {
    expect(parseTime(layout, text)).toBeUndefined();
  });
});
