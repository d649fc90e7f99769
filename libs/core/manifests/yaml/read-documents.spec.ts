import { describe, expect, it } from 'vitest';
import { fileLimits, readDocuments } from './read-documents.ts';

const read = (text: string) => readDocuments('f.yaml', text);

/** Nine levels of nine aliases each: 387 million strings from 300 characters. */
const bomb = [
  'a0: &a0 [x]',
  ...Array.from(
    { length: 9 },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(',')}]`,
  ),
].join('\n');

describe('readDocuments', () => {
  it('gives each document the line of its first content and leaves empty ones out', () => {
    const text = '# head\n---\na: 1\n---\n# nothing\n---\n\n\nb: 2\n---\n~\n...\n---\n- 3\n';
    expect(read(text)).toEqual({
      ok: true,
      value: [
        { file: 'f.yaml', line: 3, value: { a: 1 } },
        { file: 'f.yaml', line: 9, value: { b: 2 } },
        { file: 'f.yaml', line: 14, value: [3] },
      ],
    });
  });

  it.each([
    {
      name: 'JSON indented with tabs',
      text: '{\n\t"a": "\\/\\ud83d\\ude00",\n\t"b": [1,\t2]\n}\n',
      value: { a: '/😀', b: [1, 2] },
    },
    { name: 'JSON that a program printed', text: '{"a":{"b":[1]}}\n', value: { a: { b: [1] } } },
    { name: 'a byte order mark', text: '\u{feff}a: 1', value: { a: 1 } },
    { name: 'Windows line ends', text: 'a: 1\r\nb: |\r\n  x\r\n', value: { a: 1, b: 'x\n' } },
    {
      name: 'aliases and merged maps',
      text: 'base: &b {p: 1, q: 2}\nc:\n  <<: *b\n  q: 5\n',
      value: { base: { p: 1, q: 2 }, c: { p: 1, q: 5 } },
    },
    {
      name: 'keys that are not text in YAML 1.1',
      text: 'on: a\n1: b\n017: c\n1.5: d\n',
      value: { true: 'a', 1: 'b', 15: 'c', 1.5: 'd' },
    },
    { name: 'quoted words', text: 'a: "yes"\nb: \'017\'\nc: !!str 5\n', value: { a: 'yes', b: '017', c: '5' } },
    { name: 'explicit types', text: 'a: !!int "5"\nb: !!float 3\nc: !!bool "on"\n', value: { a: 5, b: 3, c: true } },
  ])('reads $name', ({ text, value }) => {
    expect(read(text)).toEqual({ ok: true, value: [{ file: 'f.yaml', line: 1, value }] });
  });

  it('keeps names that JavaScript gives a meaning, as plain data', () => {
    const documents = read('__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n');
    expect(documents.ok && JSON.stringify(documents.value[0]?.value)).toBe(
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    );
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    {
      name: 'a tab as indentation',
      text: 'a:\n\t- b',
      line: 2,
      message: /^tab characters must not be used in indentation \(column \d+\)$/,
    },
    { name: 'a key written twice', text: 'a: 1\nb: 2\na: 3', line: 3, message: /^duplicated mapping key/ },
    { name: 'a key written twice in two types', text: '"1": a\n1: b', line: 2, message: /^duplicated mapping key/ },
    { name: 'a key written twice in JSON', text: '{"a":1,"a":2}', line: 1, message: /^duplicated mapping key/ },
    { name: 'half a character in JSON', text: '{"a":"\\ud800"}', line: 1, message: /lone surrogate/ },
    {
      name: 'levels in printed JSON',
      text: `{"a":${'['.repeat(120)}${']'.repeat(120)}}`,
      line: 1,
      message: /^the document nests deeper than 100 levels/,
    },
    { name: 'a key that is a map', text: '? {a: 1}\n: b', line: 1, message: /^a key must be text/ },
    { name: 'a null key', text: '~: b', line: 1, message: /^a key must be text/ },
    { name: 'binary data', text: 'a: !!binary aGk=', line: 1, message: /^unknown scalar tag/ },
    { name: 'a tag that would make code', text: 'a: !!js/function x', line: 1, message: /^unknown scalar tag/ },
    { name: 'infinity', text: 'a: .inf', line: 1, message: /^infinity and not-a-number/ },
    { name: 'half a character', text: 'a: "\\ud800"', line: 1, message: /lone surrogate/ },
    { name: 'a NUL', text: 'a: \0', line: 1, message: /^null byte/ },
    { name: 'a value that contains itself', text: 'a: &a [*a]', line: 1, message: /^an alias points into/ },
    { name: 'an alias bomb', text: bomb, line: 1, message: /^the aliases of the document unfold to too much/ },
    { name: 'ten thousand levels', text: '['.repeat(10_000), line: 1, message: /^nesting exceeded/ },
    {
      name: 'levels hidden in aliases',
      text: `a: &a ${'['.repeat(60)}${']'.repeat(60)}\nb: ${'['.repeat(60)}*a${']'.repeat(60)}`,
      line: 1,
      message: /^the document nests deeper than 100 levels/,
    },
    {
      name: 'too many documents',
      text: '---\na\n'.repeat(fileLimits.documents + 1),
      line: 2,
      message: /^the file has more than 10000 documents/,
    },
    {
      name: 'a file that is too large',
      text: 'a'.repeat(fileLimits.characters + 1),
      line: 1,
      message: /^the file is larger than 10000000 characters/,
    },
  ])('refuses $name, naming the line', ({ text, line, message }) => {
    expect(read(text)).toEqual({
      ok: false,
      failure: { file: 'f.yaml', line, message: expect.stringMatching(message) },
    });
  });
});
