import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../../told-health.ts';

describe('rabbitmq', () => {
  it.each([
    {
      name: 'a cluster',
      conditions: ['AllReplicasReady=True', 'ClusterAvailable=True'],
      told: 'Healthy: Every replica is ready',
    },
    {
      name: 'one that cannot be reconciled, whatever else holds',
      conditions: ['AllReplicasReady=True', 'ClusterAvailable=True', 'ReconcileSuccess=False x no such secret'],
      told: 'Degraded: no such secret',
    },
    {
      name: 'one that is not available',
      conditions: ['AllReplicasReady=False', 'ClusterAvailable=False'],
      told: 'Progressing: Waiting until the cluster is available',
    },
    {
      name: 'one without all replicas',
      conditions: ['AllReplicasReady=False', 'ClusterAvailable=True'],
      told: 'Progressing: Waiting for its replicas',
    },
    {
      name: 'one that is not known yet',
      conditions: ['AllReplicasReady=Unknown', 'ClusterAvailable=True'],
      told: 'Progressing: Waiting for its conditions to be known',
    },
    {
      name: 'one that says a thing twice, by the last',
      conditions: ['AllReplicasReady=False', 'ClusterAvailable=True', 'AllReplicasReady=True'],
      told: 'Healthy: Every replica is ready',
    },
  ])('calls $name $told', ({ conditions, told }) => {
    expect(toldHealth('rabbitmq.com/v1beta1/RabbitmqCluster', withConditions(...conditions))).toBe(told);
  });

  it.each([
    { name: 'what is made', conditions: ['Ready=True SuccessfulCreateOrUpdate'], told: 'Healthy: As declared' },
    {
      name: 'what was refused',
      conditions: ['Ready=False FailedCreateOrUpdate'],
      told: 'Degraded: It could not be created or updated',
    },
    {
      name: 'what was refused with a word',
      conditions: ['Ready=False FailedCreateOrUpdate no such vhost'],
      told: 'Degraded: no such vhost',
    },
    {
      name: 'a status with another reason',
      conditions: ['Ready=True Other'],
      told: 'Unknown: its status does not say whether it is as declared',
    },
    {
      name: 'a status after one with another reason',
      conditions: ['Ready=True Other', 'Ready=True SuccessfulCreateOrUpdate'],
      told: 'Healthy: As declared',
    },
    { name: 'what is new', conditions: [], told: 'Unknown: its status does not say whether it is as declared' },
  ])('calls $name $told', ({ conditions, told }) => {
    expect(toldHealth('rabbitmq.com/v1beta1/Vhost', withConditions(...conditions))).toBe(told);
  });
});
