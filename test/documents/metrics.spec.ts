import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createMetrics } from '#adapters/observability/metrics.ts';

const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
const ofNode = /^nabe_(process|nodejs)_/;

it('explains every metric with its labels, and none that there is not', () => {
  const metrics = createMetrics().registry.getMetricsAsArray();
  const rows = metrics.map((metric) => {
    const labels = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames : [];
    return `${metric.name} ${labels.map((label) => `\`${label}\``).join(', ')}`;
  });
  const explained = [...page.matchAll(/^\| `(nabe_\w+)` \| (.*?) ?\|/gm)].map(
    ([, name, labels]) => `${name} ${labels}`,
  );

  expect(explained.toSorted()).toEqual(rows.filter((row) => !ofNode.test(row)).toSorted());
});

it('names only metrics that there are in its rules', async () => {
  const text = await createMetrics().registry.metrics();
  const names = [...page.matchAll(/expr: .*?\b(nabe_\w+)/g)].flatMap(([, name = '']) => name.replace(/_bucket$/, ''));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
});
