import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Argo', () => {
  it.each([
    {
      name: 'a set that is up to date',
      kind: 'argoproj.io/v1alpha1/ApplicationSet',
      body: withConditions('ErrorOccurred=False', 'ResourcesUpToDate=True Ok fine'),
      told: 'Healthy: fine',
    },
    {
      name: 'a set that nobody has looked at',
      kind: 'argoproj.io/v1alpha1/ApplicationSet',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a set with an error',
      kind: 'argoproj.io/v1alpha1/ApplicationSet',
      body: withConditions('ErrorOccurred=False', 'ResourcesUpToDate=False x late', 'ErrorOccurred=True x broken'),
      told: 'Degraded: broken',
    },
    {
      name: 'a set that is rolled out',
      kind: 'argoproj.io/v1alpha1/ApplicationSet',
      body: withConditions('ResourcesUpToDate=True', 'RolloutProgressing=True x wave 2'),
      told: 'Progressing: wave 2',
    },
    {
      name: 'a workflow that completed before it could not be submitted',
      kind: 'argoproj.io/v1alpha1/CronWorkflow',
      body: withConditions('Completed=True x done', 'SubmissionError=True x forbidden'),
      told: 'Healthy: done',
    },
    {
      name: 'a bus that was deployed once more',
      kind: 'argoproj.io/v1alpha1/EventBus',
      body: withConditions('Deployed=Unknown', 'Configured=False', 'Deployed=True x there'),
      told: 'Healthy: there',
    },
    {
      name: 'a bus that is not deployed',
      kind: 'argoproj.io/v1alpha1/EventBus',
      body: withConditions('Deployed=False x no image'),
      told: 'Degraded: no image',
    },
    {
      name: 'a bus that nobody has looked at',
      kind: 'argoproj.io/v1alpha1/EventBus',
      body: {},
      told: 'Progressing: Waiting until it is deployed',
    },
    {
      name: 'a set that is not up to date',
      kind: 'argoproj.io/v1alpha1/ApplicationSet',
      body: withConditions('ResourcesUpToDate=False x late', 'RolloutProgressing=True'),
      told: 'Degraded: late',
    },
    {
      name: 'a workflow with a wrong spec',
      kind: 'argoproj.io/v1alpha1/CronWorkflow',
      body: withConditions('SpecError=True x bad cron'),
      told: 'Degraded: bad cron',
    },
    {
      name: 'a workflow that waits for its time',
      kind: 'argoproj.io/v1alpha1/CronWorkflow',
      body: {},
      told: 'Healthy: Scheduled',
    },
    {
      name: 'a workflow that could not be submitted',
      kind: 'argoproj.io/v1alpha1/CronWorkflow',
      body: withConditions('SubmissionError=True x forbidden'),
      told: 'Degraded: forbidden',
    },
    {
      name: 'a bus that is not deployed',
      kind: 'argoproj.io/v1alpha1/EventBus',
      body: withConditions('Deployed=False x no image'),
      told: 'Degraded: no image',
    },
    {
      name: 'a bus that is deployed',
      kind: 'argoproj.io/v1alpha1/EventBus',
      body: withConditions('SourcesProvided=True', 'Deployed=True'),
      told: 'Healthy: Deployed is True',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
