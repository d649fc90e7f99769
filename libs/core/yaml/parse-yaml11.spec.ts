import { describe, expect, it } from 'vitest';
import { parseYaml11 } from './parse-yaml11.ts';

describe('parseYaml11', () => {
  it.each([
    {
      name: 'reads booleans and octals of YAML 1.1',
      text: 'a: yes\nb: 017\nc: 1_000',
      value: { a: true, b: 15, c: 1000 },
    },
    { name: 'lets the last of two equal keys count', text: 'a: 1\na: 2', value: { a: 2 } },
    { name: 'reads the first document only', text: 'a: 1\n---\nb: 2', value: { a: 1 } },
    { name: 'takes an empty text for null', text: '# nothing', value: null },
    { name: 'resolves aliases', text: 'a: &x [1]\nb: *x', value: { a: [1], b: [1] } },
  ])('$name', ({ text, value }) => {
    expect(parseYaml11(text)).toEqual({ ok: true, value });
  });

  it('refuses aliases that unfold without end', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`);
    expect(parseYaml11(['a0: &a0 x', ...lines].join('\n'))).toEqual({
      ok: false,
      failure: 'the document is too large once its aliases are written out',
    });
  });

  it('tells the line of an error', () => {
    expect(parseYaml11('a: 1\nb: [')).toEqual({ ok: false, failure: expect.stringMatching(/^line \d+: /) });
  });
});
