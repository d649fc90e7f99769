import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('serving', () => {
  it.each([
    {
      name: 'a service that is ready',
      kind: 'serving.knative.dev/v1/Service',
      body: withConditions('ConfigurationsReady=True', 'Ready=True', 'RoutesReady=True'),
      told: 'Healthy: Ready',
    },
    {
      name: 'a service whose revision failed',
      kind: 'serving.knative.dev/v1/Service',
      body: withConditions('ConfigurationsReady=False RevisionFailed no image', 'Ready=False'),
      told: 'Degraded: no image',
    },
    {
      name: 'a service on its way',
      kind: 'serving.knative.dev/v1/Service',
      body: withConditions('ConfigurationsReady=True', 'RoutesReady=Unknown'),
      told: 'Progressing: Waiting for configuration and routes',
    },
    {
      name: 'a model that cannot be loaded',
      kind: 'serving.kserve.io/v1beta1/InferenceService',
      body: { status: { modelStatus: { transitionStatus: 'BlockedByFailedLoad' } } },
      told: 'Degraded: model: BlockedByFailedLoad',
    },
    {
      name: 'a predictor that failed',
      kind: 'serving.kserve.io/v1beta1/InferenceService',
      body: withConditions('PredictorReady=False', 'Stopped=False'),
      told: 'Degraded: PredictorReady is False',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
