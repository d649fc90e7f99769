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
    { name: 'a set of an old version', kind: 'argoproj.io/v1alpha1/ApplicationSet', body: {}, told: 'Healthy' },
    {
      name: 'a workflow that could not be submitted',
      kind: 'argoproj.io/v1alpha1/CronWorkflow',
      body: withConditions('SubmissionError=True x forbidden'),
      told: 'Degraded: forbidden',
    },
    {
      name: 'a sensor that is not deployed',
      kind: 'argoproj.io/v1alpha1/Sensor',
      body: withConditions('Deployed=False x no image'),
      told: 'Degraded: no image',
    },
    {
      name: 'an event source that is deployed',
      kind: 'argoproj.io/v1alpha1/EventSource',
      body: withConditions('SourcesProvided=True', 'Deployed=True'),
      told: 'Healthy',
    },
    {
      name: 'a strategy that is done',
      kind: 'promoter.argoproj.io/v1alpha1/PromotionStrategy',
      body: {
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          environments: [
            { active: { dry: { sha: 'a' }, commitStatuses: [{ phase: 'success' }] }, proposed: { dry: { sha: 'a' } } },
          ],
        },
      },
      told: 'Healthy: Every environment is promoted',
    },
    {
      name: 'one under way',
      kind: 'promoter.argoproj.io/v1alpha1/PromotionStrategy',
      body: {
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          environments: [
            { active: { dry: { sha: 'a' }, commitStatuses: [{ phase: 'success' }] }, proposed: { dry: { sha: 'b' } } },
          ],
        },
      },
      told: 'Progressing: A promotion is under way',
    },
    {
      name: 'one with a failed check',
      kind: 'promoter.argoproj.io/v1alpha1/PromotionStrategy',
      body: {
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          environments: [
            { active: { dry: { sha: 'a' }, commitStatuses: [{ phase: 'failure' }] }, proposed: { dry: { sha: 'a' } } },
          ],
        },
      },
      told: 'Degraded: A commit status of an active environment has failed',
    },
    {
      name: 'one with a pending check',
      kind: 'promoter.argoproj.io/v1alpha1/PromotionStrategy',
      body: {
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          environments: [
            { active: { dry: { sha: 'a' }, commitStatuses: [{ phase: 'pending' }] }, proposed: { dry: { sha: 'a' } } },
          ],
        },
      },
      told: 'Progressing: Waiting for the commit statuses of an active environment',
    },
    {
      name: 'one whose controller fails',
      kind: 'promoter.argoproj.io/v1alpha1/PromotionStrategy',
      body: {
        status: {
          conditions: [{ type: 'Ready', status: 'False' }],
          environments: [
            { active: { dry: { sha: 'a' }, commitStatuses: [{ phase: 'success' }] }, proposed: { dry: { sha: 'a' } } },
          ],
        },
      },
      told: 'Degraded: Not ready',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
