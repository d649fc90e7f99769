import { describe, expect, it } from 'vitest';
import { fieldText } from '#core/model/text/field-text.ts';
import { fieldLocator, parseFieldText } from './locate-field.ts';

describe('parseFieldText', () => {
  it.each([
    { path: ['a'] },
    { path: ['generators', 0, 'matrix', 'generators', 12, 'git'] },
    { path: ['template', 'metadata', 'labels', 'a/b.c[0]', 'd'] },
    { path: ['x', 'say "hi" \\ there'] },
  ])('reads what fieldText writes of $path', ({ path }) => {
    expect(parseFieldText(fieldText(path))).toEqual(path);
  });
});

describe('fieldLocator', () => {
  const text = 'kind: First\n---\nkind: Second\nspec:\n  template:\n    name: x\n';

  it.each([
    { name: 'a field of the right document', field: 'template.name', line: 6, column: 5 },
    { name: 'the nearest field there is, for one that is not', field: 'template.labels.x', line: 5, column: 3 },
  ])('finds $name', ({ field, line, column }) => {
    const problem = fieldLocator({ path: 'a.yaml', text })({ line: 3 }, { field, message: 'wrong' });
    expect(problem).toEqual({ file: 'a.yaml', line, column, field: `spec.${field}`, message: 'wrong' });
  });
});
