import { describe, expect, it } from 'vitest';
import { chooseFiles, compileFilePattern } from './choose-files.ts';

const files = ['b/values.yaml', 'a/deep/values.yaml', 'a/values.yaml', 'a/values.json'];

describe('chooseFiles', () => {
  it.each([
    {
      name: 'lets wildcards cross slashes as git does',
      patterns: [{ path: 'a/*.yaml' }],
      globbing: 'pathspec' as const,
      chosen: ['a/deep/values.yaml', 'a/values.yaml'],
    },
    {
      name: 'stops wildcards at slashes with doublestar',
      patterns: [{ path: 'a/*.yaml' }],
      globbing: 'doublestar' as const,
      chosen: ['a/values.yaml'],
    },
    {
      name: 'lists a file of several patterns once, and an exclusion wins wherever it stands',
      patterns: [{ path: 'a/deep/*', exclude: true }, { path: '*.yaml' }, { path: 'a' }],
      globbing: 'pathspec' as const,
      chosen: ['a/values.json', 'a/values.yaml', 'b/values.yaml'],
    },
    { name: 'takes nothing without an including pattern', patterns: [], globbing: 'pathspec' as const, chosen: [] },
  ])('$name', ({ patterns, globbing, chosen }) => {
    expect(chooseFiles(files, patterns, globbing)).toEqual({ ok: true, value: chosen });
  });

  it.each([
    { pattern: '', globbing: 'pathspec' as const, failure: /empty/ },
    { pattern: '../up/*', globbing: 'pathspec' as const, failure: /outside the repository/ },
    { pattern: ':(attr:x)*', globbing: 'pathspec' as const, failure: /"attr:x" is no magic/ },
    { pattern: ':<x', globbing: 'pathspec' as const, failure: /"<" is no sign/ },
    { pattern: 'a/[b', globbing: 'doublestar' as const, failure: /malformed pattern/ },
    { pattern: 'a/{b}}', globbing: 'doublestar' as const, failure: /malformed pattern/ },
    { pattern: '{a,b}'.repeat(12), globbing: 'doublestar' as const, failure: /more than 1000 patterns/ },
  ])('refuses $pattern as $globbing', ({ pattern, globbing, failure }) => {
    expect(chooseFiles(files, [{ path: pattern }], globbing)).toEqual({
      ok: false,
      failure: expect.stringMatching(failure),
    });
  });
});

describe('compileFilePattern', () => {
  it.each([
    { pattern: ':(icase)[[:upper:]]x', path: 'ax', matches: true },
    { pattern: ':(icase)[A-C]x', path: 'Bx', matches: true },
    { pattern: ':(glob)a[!b]c', path: 'a/c', matches: false },
    { pattern: ':(glob)a[+-9]c', path: 'a/c', matches: false },
    { pattern: ':(glob)a/**/c', path: 'a/c', matches: true },
    { pattern: 'x[]-]y', path: 'x]y', matches: true },
    { pattern: '[[:nonsense:]]', path: 'n', matches: false },
    { pattern: '?.yaml', path: 'é.yaml', matches: false },
    { pattern: 'end\\', path: 'end\\', matches: true },
  ])('takes pathspec $pattern for $path: $matches', ({ pattern, path, matches }) => {
    const compiled = compileFilePattern(pattern, 'pathspec');
    expect(compiled.ok && compiled.value(path)).toBe(matches);
  });

  it('stays fast on patterns made to make matchers backtrack', () => {
    const compiled = compileFilePattern(`${'*a'.repeat(40)}b`, 'pathspec');
    expect(compiled.ok && compiled.value('a'.repeat(2000))).toBe(false);
  });
});
