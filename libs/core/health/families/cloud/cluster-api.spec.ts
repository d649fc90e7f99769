import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('Cluster API', () => {
  it.each([
    {
      name: 'a cluster that runs',
      kind: 'cluster.x-k8s.io/v1beta1/Cluster',
      body: { status: { phase: 'Provisioned' } },
      told: 'Healthy: Running',
    },
    {
      name: 'a cluster with an error',
      kind: 'cluster.x-k8s.io/v1beta1/Cluster',
      body: {
        status: {
          phase: 'Provisioned',
          conditions: [{ type: 'Ready', status: 'False', severity: 'Error', message: 'quota' }],
        },
      },
      told: 'Degraded: quota',
    },
    {
      name: 'a machine that runs',
      kind: 'cluster.x-k8s.io/v1beta1/Machine',
      body: { status: { phase: 'Running' } },
      told: 'Healthy: Running',
    },
    {
      name: 'a machine on its way',
      kind: 'cluster.x-k8s.io/v1beta1/Machine',
      body: { status: { phase: 'Pending' } },
      told: 'Progressing: Waiting for the machine',
    },
    {
      name: 'a deployment that scales',
      kind: 'cluster.x-k8s.io/v1beta1/MachineDeployment',
      body: { status: { phase: 'ScalingUp' } },
      told: 'Progressing: Waiting for its machines',
    },
    {
      name: 'a deployment that runs',
      kind: 'cluster.x-k8s.io/v1beta1/MachineDeployment',
      body: { status: { phase: 'Running' } },
      told: 'Healthy: Running',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
