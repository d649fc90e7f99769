import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const cluster = 'cluster.x-k8s.io/v1beta1/Cluster';
const machine = 'cluster.x-k8s.io/v1beta1/Machine';
const deployment = 'cluster.x-k8s.io/v1beta1/MachineDeployment';
const pool = 'cluster.x-k8s.io/v1beta1/MachinePool';
const check = 'cluster.x-k8s.io/v1beta1/MachineHealthCheck';
const set = 'addons.cluster.x-k8s.io/v1beta1/ClusterResourceSet';
const aws = 'controlplane.cluster.x-k8s.io/v1beta2/AWSManagedControlPlane';

const inPhase = (phase: string) => ({ spec: {}, status: { phase } });

describe('Cluster API', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a cluster that runs', cluster, inPhase('Provisioned'), 'Healthy: Running'],
    ['a cluster that failed', cluster, inPhase('Failed'), 'Degraded: Provisioning has failed'],
    ['a new cluster', cluster, { spec: {} }, 'Progressing: Waiting for the cluster'],
    ['a paused cluster', cluster, { spec: { paused: true }, status: { phase: 'Failed' } }, 'Suspended: Paused'],
    ['a cluster without a spec', cluster, {}, 'Unknown: cannot read the object: No such key: spec'],
    [
      'a cluster with an error',
      cluster,
      {
        spec: {},
        status: { phase: 'Provisioned', conditions: [notReady('Info', 'soon'), notReady('Error', 'quota')] },
      },
      'Degraded: quota',
    ],
    [
      'a cluster that takes its time',
      cluster,
      { spec: {}, status: { phase: 'Provisioning', conditions: [notReady('Info', 'soon')] } },
      'Progressing: soon',
    ],

    ['a machine that runs', machine, inPhase('Running'), 'Healthy: Running'],
    ['a machine that failed', machine, inPhase('Failed'), 'Degraded: Failed'],
    ['a machine on its way', machine, inPhase('Pending'), 'Progressing: Waiting for the machine'],

    ['a deployment that runs', deployment, inPhase('Running'), 'Healthy: Running'],
    ['a deployment that failed', deployment, inPhase('Failed'), 'Degraded: Failed'],
    ['a deployment that scales', deployment, inPhase('ScalingUp'), 'Progressing: Waiting for its machines'],
    ['a paused deployment', deployment, { ...inPhase('Running'), spec: { paused: true } }, 'Suspended: Paused'],

    ['a pool that scales', pool, inPhase('Scaling'), 'Healthy: Scaling'],
    [
      'a pool that failed',
      pool,
      {
        status: {
          phase: 'Failed',
          conditions: [notReady('Error', 'x'), { type: 'InfrastructureReady', status: 'False' }],
        },
      },
      'Degraded: Failed: not Ready, not InfrastructureReady',
    ],
    ['a pool on its way', pool, inPhase('Provisioning'), 'Progressing: Waiting for its machines'],

    ['a check that counted all', check, counts(2, 2), 'Healthy: Every machine is healthy'],
    ['a check that counted less', check, counts(1, 2), 'Degraded: Some machines are not healthy'],
    ['a new check', check, {}, 'Progressing: Waiting for its first count'],

    ['an applied set', set, withConditions('ResourcesApplied=True'), 'Healthy: ResourcesApplied is True'],
    [
      'a set that cannot be applied',
      set,
      withConditions('ResourcesApplied=Unknown', 'ResourcesApplied=False x denied', 'ResourcesApplied=True'),
      'Degraded: denied',
    ],
    ['a new set', set, {}, 'Progressing: Waiting until its resources are applied'],

    ['a control plane that is ready', aws, withConditions('Ready=True'), 'Healthy: Ready'],
    [
      'a control plane that is ready all the same',
      aws,
      { status: { conditions: [notReady('Error', 'quota'), { type: 'Ready', status: 'True' }] } },
      'Healthy: Ready',
    ],
    [
      'a control plane with an error',
      aws,
      { status: { conditions: [notReady('Error', 'quota'), notReady('Warning', 'slow')] } },
      'Degraded: quota',
    ],
    [
      'a control plane with a silent error',
      aws,
      { status: { conditions: [{ type: 'Ready', status: 'False', severity: 'Error' }] } },
      'Unknown: a condition in error has no message',
    ],
    ['a new control plane', aws, {}, 'Progressing: Waiting for the control plane'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});

function notReady(severity: string, message: string) {
  return { type: 'Ready', status: 'False', severity, message };
}

function counts(currentHealthy: number, expectedMachines: number) {
  return { status: { currentHealthy, expectedMachines } };
}
