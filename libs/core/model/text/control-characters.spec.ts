import { describe, expect, it } from 'vitest';
import { holdsAsciiControl } from './control-characters.ts';

describe('holdsAsciiControl', () => {
  it('knows exactly the codes below the space, and DEL', () => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    expect(codes.filter((code) => holdsAsciiControl(`a${String.fromCharCode(code)}b`))).toEqual([
      ...codes.slice(0, 0x20),
      0x7f,
    ]);
  });
});
