import { describe, expect, it } from 'vitest';
import { describeProblem } from './file-problem.ts';
import { parseFile } from './parse-file.ts';

function read(text: string) {
  const parsed = parseFile({ path: 'a.yaml', text });
  return parsed.ok ? parsed.value.map(({ value }) => value) : parsed.failure.map(describeProblem);
}

function chain(length: number, line: (before: string, own: string) => string): string {
  const lines = Array.from({ length }, (_, index) => line(`a${index}`, `a${index + 1}`));
  return ['a0: &a0 {x: 1}', ...lines].join('\n');
}

const manyKeys = Array.from({ length: 3000 }, (_, index) => `k${index}: 1`).join(', ');
const tooLarge = ['a.yaml:1:1: the file is too large once its aliases are written out'];

describe('parseFile', () => {
  it.each([
    {
      name: 'writes aliases and merges out',
      text: 'a: &a {x: 1, w: 1}\nb: {<<: *a, w: 2}\nc: [*a, *a]\nd: {<<: [*a, {z: 3}]}\n',
      read: [
        {
          a: { x: 1, w: 1 },
          b: { x: 1, w: 2 },
          c: [
            { x: 1, w: 1 },
            { x: 1, w: 1 },
          ],
          d: { x: 1, w: 1, z: 3 },
        },
      ],
    },
    {
      name: 'lets an alias mean the last anchor of its name',
      text: '[&a 1, *a, &a 2, *a]',
      read: [[1, 1, 2, 2]],
    },
    {
      name: 'refuses an alias inside of what it stands for',
      text: 'x: 1\na: &a [1, *a]\n',
      read: ['a.yaml:2:11: the alias *a is inside of what it stands for'],
    },
    {
      name: 'refuses an alias that means nothing yet',
      text: 'a: {<<: *b}\nb: &b [*c]\n',
      read: [
        'a.yaml:1:9: there is no anchor &b before the alias *b',
        'a.yaml:2:8: there is no anchor &c before the alias *c',
      ],
    },
    {
      name: 'refuses a map that is merged into itself',
      text: 'a: &a {<<: *a}\n',
      read: ['a.yaml:1:12: the alias *a is inside of what it stands for'],
    },
    {
      name: 'refuses to merge what is no map, in each place',
      text: 'a: &a [1]\nb: {<<: 5}\nc: {<<: *a}\nd: {<<: }\n',
      read: [
        'a.yaml:2:9: the key << takes a map, an alias of one, or a list of them',
        'a.yaml:3:9: the key << takes a map, an alias of one, or a list of them',
        'a.yaml:4:9: the key << takes a map, an alias of one, or a list of them',
      ],
    },
    {
      name: 'refuses keys that are lists or maps',
      text: 'a: &a [1]\n? {b: 1}\n: x\n? *a\n: y\n',
      read: ['a.yaml:2:3: a key is a text, not a list or a map', 'a.yaml:4:3: a key is a text, not a list or a map'],
    },
    {
      name: 'takes << in quotes for a key like any other',
      text: '{"<<": 5}',
      read: [{ '<<': 5 }],
    },
    {
      name: 'refuses aliases that double on every line',
      text: chain(60, (before, own) => `${own}: &${own} [*${before}, *${before}]`),
      read: tooLarge,
    },
    {
      name: 'refuses merges that double on every line',
      text: chain(60, (before, own) => `${own}: &${own} {<<: [*${before}, *${before}], ${own}: 1}`),
      read: tooLarge,
    },
    {
      name: 'refuses to merge a long map again and again',
      text: `a: &a {${manyKeys}}\nb: [${Array(1000).fill('{<<: *a}').join(',')}]\n`,
      read: tooLarge,
    },
    {
      name: 'refuses a long text that stands in many places',
      text: `a: &a ${'x'.repeat(100_000)}\nb: [${Array(20).fill('*a').join(',')}]\n`,
      read: tooLarge,
    },
    {
      name: 'counts the documents of a file together',
      text: Array(40)
        .fill(`a: &a {${manyKeys.slice(0, 3000)}}\nb: [${Array(100).fill('*a').join(',')}]\n`)
        .join('---\n'),
      read: tooLarge,
    },
    {
      name: 'keeps hostile keys as data',
      text: '{__proto__: {a: 1}, constructor: {prototype: {b: 2}}}',
      read: [JSON.parse('{"__proto__": {"a": 1}, "constructor": {"prototype": {"b": 2}}}')],
    },
  ])('$name', ({ text, read: expected }) => {
    expect(read(text)).toEqual(expected);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
