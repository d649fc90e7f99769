import { describe, expect, it } from 'vitest';
import { toldHealth } from '../../told-health.ts';

const tasks = 'lifecycle.keptn.sh/v1/KeptnTask';
const analyses = 'metrics.keptn.sh/v1/Analysis';
const metrics = 'metrics.keptn.sh/v1/KeptnMetric';

describe('Keptn', () => {
  it.each([
    { name: 'an unseen task', kind: tasks, body: {}, told: 'Unknown: it has no status' },
    { name: 'a task that starts', kind: tasks, body: { status: {} }, told: 'Progressing: Waiting for its result' },
    { name: 'one that works', kind: tasks, body: { status: { status: 'Pending' } }, told: 'Progressing: Pending' },
    { name: 'one that is done', kind: tasks, body: { status: { status: 'Succeeded' } }, told: 'Healthy: Succeeded' },
    { name: 'one that failed', kind: tasks, body: { status: { status: 'Failed' } }, told: 'Degraded: Failed' },
    {
      name: 'an evaluation',
      kind: 'lifecycle.keptn.sh/v1/KeptnEvaluation',
      body: { status: { overallStatus: 'Failed', status: 'Succeeded' } },
      told: 'Degraded: Failed',
    },
    { name: 'an analysis', kind: analyses, body: { status: {} }, told: 'Progressing: Waiting for its result' },
    { name: 'one that passed', kind: analyses, body: { status: { pass: true } }, told: 'Healthy: Passed' },
    {
      name: 'one with a warning',
      kind: analyses,
      body: { status: { pass: false, warning: true } },
      told: 'Healthy: Passed with warnings',
    },
    { name: 'one that did not', kind: analyses, body: { status: { pass: false } }, told: 'Degraded: Not passed' },
    { name: 'an unseen metric', kind: metrics, body: {}, told: 'Unknown: it has no status' },
    { name: 'a metric', kind: metrics, body: { status: {} }, told: 'Progressing: Waiting for its first value' },
    { name: 'one with a value', kind: metrics, body: { status: { value: '', errMsg: '' } }, told: 'Healthy: Measured' },
    {
      name: 'one that cannot be read',
      kind: metrics,
      body: { status: { value: '1', errMsg: 'no route' } },
      told: 'Degraded: no route',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
