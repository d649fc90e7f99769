import { describe, expect, it } from 'vitest';
import { splitTemplates } from './split-templates.ts';

describe('splitTemplates', () => {
  it('gives each template its part, by the path of the chart, subcharts too', () => {
    const a = '---\n# Source: shop/templates/a.yaml\nkind: A\n';
    const b = '---\n# Source: shop/charts/db/templates/b.yaml\nkind: B\n---\nkind: C\n';
    expect(splitTemplates(a + b, 'apps/web')).toEqual([
      { path: 'apps/web/templates/a.yaml (rendered)', text: a },
      { path: 'apps/web/charts/db/templates/b.yaml (rendered)', text: b },
    ]);
  });

  it('is not misled by a text inside of a document', () => {
    const text = '---\n# Source: shop/templates/a.yaml\ntext: |\n  ---\n  # Source: x/y\n';
    expect(splitTemplates(text, '')).toEqual([{ path: 'templates/a.yaml (rendered)', text }]);
  });

  it('keeps what stands before the first template, and nothing of nothing', () => {
    expect(splitTemplates('kind: A\n', 'web')).toEqual([{ path: 'web/templates (rendered)', text: 'kind: A\n' }]);
    expect(splitTemplates('\n', 'web')).toEqual([]);
  });
});
