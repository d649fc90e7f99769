import { describe, expect, it } from 'vitest';
import { parseJsonPointer } from './parse-json-pointer.ts';

describe('parseJsonPointer', () => {
  it('reads fields and elements, with escapes', () => {
    expect(parseJsonPointer('/metadata/labels/a~1b~01/0/00/-')).toEqual({
      ok: true,
      value: [
        { kind: 'field', name: 'metadata' },
        { kind: 'field', name: 'labels' },
        { kind: 'field', name: 'a/b~1' },
        { kind: 'index', index: 0 },
        { kind: 'field', name: '00' },
        { kind: 'field', name: '-' },
      ],
    });
  });

  it.each([
    { pointer: '', message: 'the pointer names the whole Application: name a field in it' },
    { pointer: 'spec.source', message: 'a JSON pointer starts with a slash: /spec/source' },
    { pointer: '/spec/~x', message: 'a tilde in a JSON pointer is written ~0 (and a slash in a name ~1)' },
  ])('refuses $pointer', ({ pointer, message }) => {
    expect(parseJsonPointer(pointer)).toEqual({ ok: false, failure: message });
  });
});
