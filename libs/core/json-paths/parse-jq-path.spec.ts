import { describe, expect, it } from 'vitest';
import { parseJqPath } from './parse-jq-path.ts';
import type { PathStep } from './path-step.ts';

const field = (name: string): PathStep => ({ kind: 'field', name });
const index = (at: number): PathStep => ({ kind: 'index', index: at });
const each: PathStep = { kind: 'each', conditions: [] };

describe('parseJqPath', () => {
  it.each<{ text: string; steps: PathStep[] }>([
    { text: '.spec', steps: [field('spec')] },
    { text: '.spec.source.helm.values', steps: ['spec', 'source', 'helm', 'values'].map(field) },
    { text: '.metadata.labels["a/b"]', steps: ['metadata', 'labels', 'a/b'].map(field) },
    { text: '.metadata.annotations."a.b/c\\"d"', steps: ['metadata', 'annotations', 'a.b/c"d'].map(field) },
    { text: ' .spec | .sources [ 0 ] .path ', steps: [field('spec'), field('sources'), index(0), field('path')] },
    { text: '.spec.sources[-1]?.path?', steps: [field('spec'), field('sources'), index(-1), field('path')] },
    { text: '.["spec"].sources.[]', steps: [field('spec'), field('sources'), each] },
    { text: '.spec.sources[].targetRevision', steps: [field('spec'), field('sources'), each, field('targetRevision')] },
    {
      text: '.spec.sources[] | select(.ref == "values") | .targetRevision',
      steps: [
        field('spec'),
        field('sources'),
        { kind: 'each', conditions: [{ fields: ['ref'], isEqual: true, value: 'values' }] },
        field('targetRevision'),
      ],
    },
    {
      text: '.a[]|select(.helm.version!=3 and .b==null)|select(.=="x").c',
      steps: [
        field('a'),
        {
          kind: 'each',
          conditions: [
            { fields: ['helm', 'version'], isEqual: false, value: 3 },
            { fields: ['b'], isEqual: true, value: null },
            { fields: [], isEqual: true, value: 'x' },
          ],
        },
        field('c'),
      ],
    },
  ])('reads $text', ({ text, steps }) => {
    expect(parseJqPath(text)).toEqual({ ok: true, value: steps });
  });

  const advice =
    'fields (.a."b"), elements ([0], []) and "| select(.field == value)" after [] are understood, nothing else of jq';

  it.each([
    { text: '', message: `column 1: ${advice}` },
    { text: 'spec.source', message: `column 1: ${advice}` },
    { text: '..', message: `column 2: ${advice}` },
    { text: '.spec.sources[1:2]', message: `column 14: ${advice}` },
    { text: '.spec | keys', message: `column 7: ${advice}` },
    { text: '.a, .b', message: `column 3: ${advice}` },
    { text: '.a[] | select(.b)', message: `column 17: ${advice}` },
    { text: '.a[] | select(.b == "\\(1)")', message: `column 27: ${advice}` },
    { text: '.a | select(.b == 1)', message: `column 4: ${advice}` },
    { text: '.', message: 'the expression names the whole Application: name a field in it' },
    { text: `.${'a'.repeat(1000)}`, message: 'the expression is longer than 1000 characters' },
  ])('refuses $text', ({ text, message }) => {
    expect(parseJqPath(text)).toEqual({ ok: false, failure: message });
  });
});
