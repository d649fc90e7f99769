import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

const SERVICE = 'serving.knative.dev/v1/Service';
const EVENTING = 'operator.knative.dev/v1beta1/KnativeEventing';
const SERVING = 'operator.knative.dev/v1beta1/KnativeServing';
const INFERENCE = 'serving.kserve.io/v1beta1/InferenceService';

describe('serving', () => {
  it.each([
    {
      name: 'a service that is ready',
      kind: SERVICE,
      body: withConditions('ConfigurationsReady=True', 'Ready=True', 'RoutesReady=True'),
      told: 'Healthy: Ready',
    },
    {
      name: 'a service whose revision failed',
      kind: SERVICE,
      body: withConditions('ConfigurationsReady=False RevisionFailed no image', 'Ready=Unknown'),
      told: 'Degraded: no image',
    },
    {
      name: 'a service on its way',
      kind: SERVICE,
      body: withConditions('ConfigurationsReady=True', 'RoutesReady=Unknown'),
      told: 'Progressing: RoutesReady is Unknown',
    },
    {
      name: 'a service with one word too few',
      kind: SERVICE,
      body: withConditions('ConfigurationsReady=True', 'Ready=True'),
      told: 'Progressing: Waiting for configuration and routes',
    },
    {
      name: 'a service with another condition that is Unknown',
      kind: SERVICE,
      body: withConditions('ConfigurationsReady=True', 'Ready=True', 'RoutesReady=True', 'Odd=Unknown'),
      told: 'Progressing: Odd is Unknown',
    },
    {
      name: 'a service that fails at nobody knows what',
      kind: SERVICE,
      body: { status: { conditions: [{ status: 'False' }] } },
      told: 'Unknown: A condition has no type or no status',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });

  it.each([
    { name: 'an eventing nobody has seen', kind: EVENTING, body: {}, told: 'Progressing: Waiting for the operator' },
    {
      name: 'an eventing that is ready',
      kind: EVENTING,
      body: withConditions('InstallSucceeded=True', 'Ready=True', 'Odd=False'),
      told: 'Healthy: Ready',
    },
    {
      name: 'an eventing that is not ready yet',
      kind: EVENTING,
      body: withConditions('InstallSucceeded=True', 'Ready=False Odd starting'),
      told: 'Progressing: starting',
    },
    {
      name: 'an eventing that cannot be installed',
      kind: EVENTING,
      body: withConditions('InstallSucceeded=False Odd no rights', 'Ready=True'),
      told: 'Degraded: no rights',
    },
    {
      name: 'an eventing with another condition that is Unknown',
      kind: EVENTING,
      body: withConditions('InstallSucceeded=True', 'Ready=True', 'Odd=Unknown'),
      told: 'Progressing: Odd is Unknown',
    },
    {
      name: 'an eventing with an empty list',
      kind: EVENTING,
      body: withConditions(),
      told: 'Degraded: Not all of Ready, InstallSucceeded are True',
    },
    {
      name: 'an eventing with half a condition',
      kind: EVENTING,
      body: { status: { conditions: [{ type: 'Ready' }] } },
      told: 'Unknown: A condition has no type or no status',
    },
    {
      name: 'a serving that is ready',
      kind: SERVING,
      body: withConditions(
        'DependenciesInstalled=True',
        'DeploymentsAvailable=True',
        'InstallSucceeded=True',
        'Ready=True',
      ),
      told: 'Healthy: Ready',
    },
    {
      name: 'a serving whose pods are missing',
      kind: SERVING,
      body: withConditions('DependenciesInstalled=True', 'DeploymentsAvailable=False', 'InstallSucceeded=True'),
      told: 'Progressing: DeploymentsAvailable is False',
    },
    {
      name: 'a serving that misses what it needs',
      kind: SERVING,
      body: withConditions(
        'DependenciesInstalled=False',
        'DeploymentsAvailable=True',
        'InstallSucceeded=True',
        'Ready=True',
      ),
      told: 'Degraded: DependenciesInstalled is False',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });

  it.each([
    {
      name: 'a model nobody has judged',
      model: 'BlockedByFailedLoad',
      told: 'Progressing: Waiting for the predictor',
    },
    {
      name: 'a model that cannot be loaded',
      model: 'BlockedByFailedLoad',
      conditions: [{ type: 'PredictorReady', status: 'False' }],
      told: 'Degraded: model: BlockedByFailedLoad',
    },
    {
      name: 'a model on its way',
      model: 'InProgress',
      conditions: [{ type: 'Ready', status: 'True' }],
      told: 'Progressing: The model is being loaded',
    },
    {
      name: 'a predictor that is not ready',
      model: 'UpToDate',
      conditions: [
        { type: 'PredictorReady', status: 'False' },
        { type: 'Stopped', status: 'False' },
      ],
      told: 'Progressing: PredictorReady is False',
    },
    {
      name: 'a model that is stopped',
      model: 'InvalidSpec',
      conditions: [
        { type: 'Ready', status: 'False' },
        { type: 'Stopped', status: 'True' },
      ],
      told: 'Suspended: Stopped',
    },
    {
      name: 'a model that is up to date',
      model: 'UpToDate',
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'Stopped', status: 'False' },
      ],
      told: 'Healthy: Ready',
    },
    { name: 'a model with an empty list', model: 'UpToDate', conditions: [], told: 'Healthy: Ready' },
  ])('calls $name $told', ({ model, conditions, told }) => {
    const modelStatus = { transitionStatus: model };
    expect(toldHealth(INFERENCE, { status: { modelStatus, ...(conditions && { conditions }) } })).toBe(told);
  });

  it.each([
    {
      name: 'a model without a transition',
      status: { modelStatus: {}, conditions: [] },
      told: 'Unknown: The modelStatus has no transitionStatus',
    },
    {
      name: 'a model with half a condition',
      status: { conditions: [{ type: 'Ready' }, { type: 'Stopped', status: 'True' }] },
      told: 'Unknown: A condition has no type or no status',
    },
  ])('calls $name $told', ({ status, told }) => {
    expect(toldHealth(INFERENCE, { status })).toBe(told);
  });
});
