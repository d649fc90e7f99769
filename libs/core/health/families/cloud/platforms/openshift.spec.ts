import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const storage = 'ocs.openshift.io/v1/StorageCluster';
const ingress = 'operator.openshift.io/v1/IngressController';
const policy = 'nmstate.io/v1/NodeNetworkConfigurationPolicy';

describe('OpenShift', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a storage that works', storage, withConditions('Available=True x up', 'Degraded=False'), 'Healthy: up'],
    [
      'a storage being changed',
      storage,
      withConditions('Available=True', 'Progressing=True'),
      'Progressing: Progressing is True',
    ],
    [
      'a storage that is ill',
      storage,
      withConditions('Progressing=True', 'Degraded=True x one', 'Degraded=True x two'),
      'Degraded: two',
    ],
    ['a new storage', storage, {}, 'Unknown: None of its conditions is True'],

    ['an ingress', ingress, withConditions('Available=True', 'Degraded=True'), 'Healthy: Available'],
    ['an ill ingress', ingress, withConditions('Degraded=True x ill', 'Available=True'), 'Degraded: ill'],
    [
      'an ingress that lacks pods',
      ingress,
      withConditions('DeploymentReplicasAllAvailable=False x 1/2', 'Available=True'),
      'Progressing: 1/2',
    ],
    [
      'an ingress being changed',
      ingress,
      withConditions('Progressing=True Scaling', 'Available=True'),
      'Progressing: Scaling',
    ],
    ['a new ingress', ingress, withConditions('Available=False'), 'Progressing: Waiting to be available'],

    ['a policy', policy, withConditions('Available=True Done'), 'Healthy: Done'],
    [
      'a policy that failed',
      policy,
      withConditions('Degraded=True Failed 1 node', 'Available=True'),
      'Degraded: 1 node',
    ],
    [
      'a policy on its way',
      policy,
      withConditions('Available=False', 'Progressing=True Working'),
      'Progressing: Working',
    ],
    ['a policy for nobody', policy, withConditions('Ignored=True'), 'Suspended: It matches no node'],
    ['a new policy', policy, {}, 'Progressing: Waiting to be applied'],
    [
      'a policy with a message and no reason',
      policy,
      {
        status: {
          conditions: [
            { type: 'Odd', status: 'True', message: 'x' },
            { type: 'Available', status: 'True' },
          ],
        },
      },
      'Unknown: a condition has a message and no reason',
    ],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
