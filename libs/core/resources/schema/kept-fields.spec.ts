import { describe, expect, it } from 'vitest';
import { IgnoredDifferences } from './kept-fields.ts';

describe('IgnoredDifferences', () => {
  it('takes pointers and paths that can be followed', () => {
    const rule = { name: 'web', jsonPointers: ['/spec/source/path'], jqPathExpressions: ['.spec.sources[].path'] };
    expect(IgnoredDifferences.safeParse(rule)).toEqual({ success: true, data: rule });
  });

  it('tells each one that cannot, with its place', () => {
    const rule = { jsonPointers: ['/spec', 'spec.source'], jqPathExpressions: ['.spec | keys'] };
    const issues = IgnoredDifferences.safeParse(rule).error?.issues.map(({ path, message }) => ({ path, message }));
    expect(issues).toEqual([
      { path: ['jsonPointers', 1], message: 'a JSON pointer starts with a slash: /spec/source' },
      { path: ['jqPathExpressions', 0], message: expect.stringMatching(/^column 7: /) },
    ]);
  });
});
