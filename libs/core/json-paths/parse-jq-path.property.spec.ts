import { array, assert, constantFrom, jsonValue, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { JsonValue } from '#core/model/json.ts';
import { keepLiveValue } from './keep-live-value.ts';
import { parseJqPath } from './parse-jq-path.ts';

const pieces = constantFrom(
  '.',
  '.a',
  '."b c"',
  '[]',
  '[0]',
  '[-2]',
  '["__proto__"]',
  ' | ',
  'select(.a == 1)',
  '?',
  '.constructor',
);
const text = oneof(
  array(pieces).map((parts) => parts.join('')),
  string(),
);

describe('parseJqPath with keepLiveValue, whatever the expression', () => {
  it('ends, and keeps nothing where both sides are the same', () => {
    assert(
      property(text, jsonValue(), (expression, generated) => {
        const data: JsonValue = JSON.parse(JSON.stringify(generated));
        const parsed = parseJqPath(expression);
        const kept = parsed.ok ? keepLiveValue(data, data, parsed.value) : data;
        expect(isDeepEqual(kept, data)).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });
});
