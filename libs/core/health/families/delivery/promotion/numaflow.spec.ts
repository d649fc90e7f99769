import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const upgradeFailed = { labels: { 'numaplane.numaproj.io/progressive-result-state': 'failed' } };

function at(status: JsonObject, ...conditions: readonly string[]): JsonObject {
  const told = withConditions(...conditions)['status'];
  return { status: { ...status, ...(isJsonObject(told) && told) } };
}

describe('Numaflow', () => {
  it.each([
    {
      name: 'a pipeline that nobody has seen',
      kind: 'Pipeline',
      body: {},
      told: 'Progressing: Waiting until its latest spec is seen',
    },
    {
      name: 'one of an older spec',
      kind: 'Pipeline',
      body: { metadata: { generation: 2 }, ...at({ phase: 'Failed', observedGeneration: 1 }) },
      told: 'Progressing: Waiting until its latest spec is seen',
    },
    {
      name: 'one that failed',
      kind: 'Pipeline',
      body: at({ phase: 'Failed', message: 'no image' }, 'A=False x other'),
      told: 'Degraded: no image',
    },
    {
      name: 'one with a failing part',
      kind: 'Pipeline',
      body: at({ phase: 'Running' }, 'A=False x first', 'B=False x last'),
      told: 'Degraded: last',
    },
    { name: 'one that runs', kind: 'Pipeline', body: at({ phase: 'Running' }, 'A=True'), told: 'Healthy: Running' },
    { name: 'one that pauses', kind: 'Pipeline', body: at({ phase: 'Pausing' }), told: 'Healthy: Pausing' },
    { name: 'one that starts', kind: 'Pipeline', body: at({}), told: 'Progressing: Waiting for its phase' },
    {
      name: 'one whose upgrade failed',
      kind: 'Pipeline',
      body: { metadata: upgradeFailed, ...at({ phase: 'Running' }) },
      told: 'Degraded: Its progressive upgrade failed',
    },
    { name: 'a paused vertex', kind: 'Vertex', body: at({ phase: 'Paused' }), told: 'Healthy: Paused' },
    {
      name: 'a vertex of an upgrade that failed',
      kind: 'Vertex',
      body: { metadata: upgradeFailed, ...at({ phase: 'Running' }) },
      told: 'Healthy: Running',
    },
    { name: 'a vertex that pauses', kind: 'MonoVertex', body: at({ phase: 'Pausing' }), told: 'Progressing: Pausing' },
    {
      name: 'a paused buffer',
      kind: 'InterStepBufferService',
      body: at({ phase: 'Paused' }),
      told: 'Progressing: Paused',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(`numaflow.numaproj.io/v1alpha1/${kind}`, body)).toBe(told);
  });
});

describe('Numaplane', () => {
  const lost = 'ProgressiveUpgradeSucceeded=False';
  it.each([
    {
      name: 'a rollout that nobody has seen',
      kind: 'PipelineRollout',
      body: {},
      told: 'Progressing: Waiting until its latest spec is seen',
    },
    {
      name: 'one that upgrades',
      kind: 'PipelineRollout',
      body: at({ upgradeInProgress: 'Progressive' }, 'ChildResourcesHealthy=True'),
      told: 'Progressing: Upgrading',
    },
    {
      name: 'one whose upgrade failed',
      kind: 'PipelineRollout',
      body: at({ upgradeInProgress: 'Progressive' }, lost),
      told: 'Degraded: One of its children or its upgrade has failed',
    },
    {
      name: 'one whose child works',
      kind: 'PipelineRollout',
      body: at({ phase: 'Failed' }, 'ChildResourcesHealthy=False Progressing'),
      told: 'Progressing: Waiting for its child',
    },
    {
      name: 'one that failed',
      kind: 'PipelineRollout',
      body: at({ phase: 'Failed' }),
      told: 'Degraded: Its phase is Failed',
    },
    {
      name: 'one whose child failed',
      kind: 'PipelineRollout',
      body: at({}, 'ChildResourcesHealthy=False PipelineFailed no image'),
      told: 'Degraded: no image',
    },
    {
      name: 'one whose child fails otherwise',
      kind: 'PipelineRollout',
      body: at({}, 'ChildResourcesHealthy=False Odd'),
      told: 'Unknown: Nothing tells whether its children are healthy',
    },
    {
      name: 'one that is paused',
      kind: 'PipelineRollout',
      body: at({}, 'PipelinePausingOrPaused=True'),
      told: 'Healthy: Paused',
    },
    {
      name: 'a buffer that is well',
      kind: 'ISBServiceRollout',
      body: at({}, 'ChildResourcesHealthy=True'),
      told: 'Healthy: Its children are healthy',
    },
    {
      name: 'a paused vertex',
      kind: 'MonoVertexRollout',
      body: at({}, 'MonoVertexPausingOrPaused=True'),
      told: 'Healthy: Paused',
    },
    {
      name: 'a controller that upgrades',
      kind: 'NumaflowControllerRollout',
      body: at({ phase: 'Pending' }, lost),
      told: 'Progressing: Upgrading',
    },
    {
      name: 'a controller that fails',
      kind: 'NumaflowControllerRollout',
      body: at({}, 'ChildResourcesHealthy=False Odd no image'),
      told: 'Degraded: no image',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(`numaplane.numaproj.io/v1alpha1/${kind}`, body)).toBe(told);
  });
});
