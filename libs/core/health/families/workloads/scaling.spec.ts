import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('scaling', () => {
  it.each([
    {
      name: 'a paused object',
      kind: 'keda.sh/v1alpha1/ScaledObject',
      body: withConditions('Ready=True', 'Paused=True'),
      told: 'Suspended: Paused',
    },
    {
      name: 'a new object',
      kind: 'keda.sh/v1alpha1/ScaledObject',
      body: {},
      told: 'Progressing: Waiting for its autoscaler',
    },
    {
      name: 'a set that is paused',
      kind: 'apps.kruise.io/v1alpha1/CloneSet',
      body: {
        metadata: { generation: 2 },
        spec: { updateStrategy: { paused: true } },
        status: { observedGeneration: 2, replicas: 2, updatedAvailableReplicas: 2 },
      },
      told: 'Suspended: Its update is paused',
    },
    {
      name: 'a set at its partition',
      kind: 'apps.kruise.io/v1alpha1/CloneSet',
      body: {
        metadata: { generation: 2 },
        spec: { updateStrategy: { partition: 1 } },
        status: {
          observedGeneration: 2,
          replicas: 2,
          updatedAvailableReplicas: 2,
          updatedReplicas: 1,
          expectedUpdatedReplicas: 1,
        },
      },
      told: 'Suspended: The partition is reached: somebody has to go on',
    },
    {
      name: 'a set on its way there',
      kind: 'apps.kruise.io/v1alpha1/CloneSet',
      body: {
        metadata: { generation: 2 },
        spec: { updateStrategy: { partition: 1 } },
        status: {
          observedGeneration: 2,
          replicas: 2,
          updatedAvailableReplicas: 2,
          updatedReplicas: 0,
          expectedUpdatedReplicas: 1,
        },
      },
      told: 'Progressing: Updating up to the partition',
    },
    {
      name: 'a set with pods missing',
      kind: 'apps.kruise.io/v1alpha1/CloneSet',
      body: {
        metadata: { generation: 2 },
        spec: { updateStrategy: { partition: 0 } },
        status: { observedGeneration: 2, replicas: 2, updatedAvailableReplicas: 1 },
      },
      told: 'Degraded: Some updated replicas are not available',
    },
    {
      name: 'a config without pods',
      kind: 'apps.openshift.io/v1/DeploymentConfig',
      body: { status: { replicas: 0, conditions: [] } },
      told: 'Healthy: Rolled out',
    },
    {
      name: 'a config that failed',
      kind: 'apps.openshift.io/v1/DeploymentConfig',
      body: {
        status: {
          replicas: 1,
          conditions: [
            { type: 'Available', status: 'False' },
            { type: 'Progressing', status: 'False' },
          ],
        },
      },
      told: 'Degraded: The rollout has failed',
    },
    {
      name: 'a binding with a cluster missing',
      kind: 'work.karmada.io/v1alpha2/ResourceBinding',
      body: {
        spec: { clusters: [{ name: 'a' }, { name: 'b' }] },
        status: { aggregatedStatus: [{ clusterName: 'a', applied: true, health: 'Healthy' }] },
      },
      told: 'Progressing: Waiting for the member clusters',
    },
    {
      name: 'a binding unhealthy somewhere',
      kind: 'work.karmada.io/v1alpha2/ResourceBinding',
      body: { status: { aggregatedStatus: [{ clusterName: 'a', applied: true, health: 'Unhealthy' }] } },
      told: 'Degraded: unhealthy on a',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
