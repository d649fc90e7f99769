import { describe, expect, it } from 'vitest';
import { printYaml } from './print-yaml.ts';

const words = 'the quick brown fox jumps over the lazy dog '.repeat(3).trim();

describe('printYaml', () => {
  // The expected texts come from sigs.k8s.io/yaml 1.6.0.
  it.each([
    {
      name: 'breaks long plain text behind column 80',
      value: { a: words },
      text: 'a: the quick brown fox jumps over the lazy dog the quick brown fox jumps over the\n  lazy dog the quick brown fox jumps over the lazy dog\n',
    },
    {
      name: 'breaks long text in single quotes',
      value: { a: words.replace('quick', 'quick:') },
      text: "a: 'the quick: brown fox jumps over the lazy dog the quick brown fox jumps over the\n  lazy dog the quick brown fox jumps over the lazy dog'\n",
    },
    {
      name: 'breaks long text in double quotes',
      value: { a: words.replace('quick', 'quick\t') },
      text: 'a: "the quick\\t brown fox jumps over the lazy dog the quick brown fox jumps over the\n  lazy dog the quick brown fox jumps over the lazy dog"\n',
    },
    {
      name: 'marks a key of several lines',
      value: { 'a\nb': 1, cc: { 'x y': [[], {}] } },
      text: '? |-\n  a\n  b\n: 1\ncc:\n  x y:\n  - []\n  - {}\n',
    },
    {
      name: 'keeps line breaks at the end',
      value: { a: 'x\n\n', b: 'x\n\ny\n', c: '\nx', d: '\n', e: ' \n', f: 'x \n' },
      text: 'a: |+\n  x\n\nb: |\n  x\n\n  y\nc: |2-\n\n  x\nd: |2+\n\ne: " \\n"\nf: "x \\n"\n',
    },
    { name: 'quotes a text that looks like a list', value: '- a', text: "'- a'\n" },
    { name: 'writes a text alone', value: 'x\ny\n', text: '|\n  x\n  y\n' },
    { name: 'writes an empty map', value: {}, text: '{}\n' },
  ])('$name', ({ value, text }) => {
    expect(printYaml(value)).toBe(text);
  });
});
