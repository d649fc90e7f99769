import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('Argo Rollouts', () => {
  it.each([
    {
      name: 'a new spec nobody has seen',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: { observedGeneration: '1', phase: 'Healthy' },
      },
      told: 'Progressing: Waiting until the new spec is observed',
    },
    {
      name: 'a new workload nobody has seen',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 1, annotations: { 'rollout.argoproj.io/workload-generation': '3' } },
        spec: { workloadRef: {} },
        status: { observedGeneration: '1', workloadObservedGeneration: '2', phase: 'Healthy' },
      },
      told: 'Progressing: Waiting until the new workload is observed',
    },
    {
      name: 'an observed generation with none to compare',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: { observedGeneration: '1', phase: 'Healthy' } },
      told: 'Unknown: it has no generation to compare with the observed one',
    },
    {
      name: 'a hash of old as the observed generation',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { metadata: { generation: 2 }, spec: {}, status: { observedGeneration: 'h4sh', phase: 'Healthy' } },
      told: 'Healthy',
    },
    {
      name: 'one without a spec',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { status: { phase: 'Healthy' } },
      told: 'Unknown: it has no spec',
    },
    {
      name: 'one without a status',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {} },
      told: 'Progressing: Waiting until the new spec is observed',
    },
    {
      name: 'one in progress',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: { phase: 'Progressing', message: 'more replicas' },
      },
      told: 'Progressing: more replicas',
    },
    {
      name: 'one that is degraded',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: { phase: 'Degraded', message: 'aborted' },
      },
      told: 'Degraded: aborted',
    },
    {
      name: 'one that is paused',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: { phase: 'Paused', message: 'step 1' } },
      told: 'Suspended: step 1',
    },
    {
      name: 'one of an unknown phase',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: { phase: 'Odd' } },
      told: 'Unknown: phase Odd is not known',
    },
    {
      name: 'an old one without conditions',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: {} },
      told: 'Unknown: its status has neither a phase nor conditions',
    },
    {
      name: 'an old one that nobody has reconciled',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: { conditions: [] } },
      told: 'Progressing: Waiting for the status to be reconciled',
    },
    {
      name: 'an old one whose new pods are not available',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: { conditions: [], currentPodHash: 'b', updatedReplicas: 1 } },
      told: 'Progressing: Updated replicas are not available yet',
    },
    {
      name: 'an old one without a strategy',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: {}, status: { conditions: [], currentPodHash: 'b', updatedReplicas: 1, availableReplicas: 1 } },
      told: 'Unknown: its spec has no strategy',
    },
    {
      name: 'an old one with a wrong spec',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: {
          observedGeneration: 'h4sh',
          conditions: [{ type: 'InvalidSpec', status: 'False', message: 'no selector' }],
          currentPodHash: 'b',
          stableRS: 'b',
          replicas: 1,
          updatedReplicas: 1,
          availableReplicas: 1,
        },
      },
      told: 'Degraded: no selector',
    },
    {
      name: 'an old one that is paused at a step',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: {
          observedGeneration: 'h4sh',
          conditions: [],
          currentPodHash: 'b',
          stableRS: 'b',
          replicas: 1,
          updatedReplicas: 1,
          availableReplicas: 1,
          pauseConditions: [{ reason: 'CanaryPauseStep' }],
        },
      },
      told: 'Suspended: Paused',
    },
    {
      name: 'an old one that is paused before anything runs',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: { spec: { paused: true, strategy: { canary: {} } }, status: { conditions: [] } },
      told: 'Suspended: Paused',
    },
    {
      name: 'an old one that is neither blue-green nor a canary',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        spec: { strategy: {} },
        status: { conditions: [], currentPodHash: 'b', replicas: 2, updatedReplicas: 1, availableReplicas: 1 },
      },
      told: 'Healthy',
    },
    {
      name: 'an old one whose active service is not switched over',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        spec: { strategy: { blueGreen: {} } },
        status: { conditions: [], currentPodHash: 'b', updatedReplicas: 1, availableReplicas: 1 },
      },
      told: 'Progressing: The active service has not been switched over yet',
    },
    {
      name: 'an old one with too few new pods',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: {
          observedGeneration: 'h4sh',
          conditions: [],
          currentPodHash: 'b',
          stableRS: 'b',
          replicas: 1,
          updatedReplicas: 0,
          availableReplicas: 1,
        },
      },
      told: 'Progressing: More replicas have to be updated',
    },
    {
      name: 'an old one with old pods left',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: {
          observedGeneration: 'h4sh',
          conditions: [],
          currentPodHash: 'b',
          stableRS: 'b',
          replicas: 2,
          updatedReplicas: 1,
          availableReplicas: 1,
        },
      },
      told: 'Progressing: Old replicas have not ended yet',
    },
    {
      name: 'an old one between steps',
      kind: 'argoproj.io/v1alpha1/Rollout',
      body: {
        metadata: { generation: 2 },
        spec: { strategy: { canary: {} } },
        status: {
          observedGeneration: 'h4sh',
          conditions: [],
          currentPodHash: 'b',
          stableRS: 'a',
          replicas: 1,
          updatedReplicas: 1,
          availableReplicas: 1,
        },
      },
      told: 'Progressing: Waiting until all steps are done',
    },
    {
      name: 'a failed analysis',
      kind: 'argoproj.io/v1alpha1/AnalysisRun',
      body: { status: { phase: 'Error' } },
      told: 'Degraded: Failed, its status does not say why',
    },
    {
      name: 'an analysis that settles nothing',
      kind: 'argoproj.io/v1alpha1/AnalysisRun',
      body: { status: { phase: 'Inconclusive' } },
      told: 'Unknown: Inconclusive',
    },
    {
      name: 'an analysis that went well',
      kind: 'argoproj.io/v1alpha1/AnalysisRun',
      body: { status: { phase: 'Successful' } },
      told: 'Healthy: Successful',
    },
    {
      name: 'an analysis that nobody has seen',
      kind: 'argoproj.io/v1alpha1/AnalysisRun',
      body: {},
      told: 'Progressing: Waiting for the status to be reconciled',
    },
    {
      name: 'an experiment that settles nothing',
      kind: 'argoproj.io/v1alpha1/Experiment',
      body: { status: { phase: 'Inconclusive' } },
      told: 'nothing',
    },
    {
      name: 'an experiment under way',
      kind: 'argoproj.io/v1alpha1/Experiment',
      body: { status: { phase: 'Running' } },
      told: 'Progressing: Running',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
