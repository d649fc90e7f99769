import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const strimzi = 'kafka.strimzi.io/v1beta2';

describe('kafka', () => {
  it.each([
    { kind: 'Kafka', conditions: ['NotReady=True Invalid no storage'], told: 'Degraded: no storage' },
    { kind: 'Kafka', conditions: ['NotReady=True Creating'], told: 'Progressing: Is being created' },
    { kind: 'Kafka', conditions: ['NotReady=True Creating', 'Ready=True'], told: 'Healthy' },
    { kind: 'Kafka', conditions: ['Ready=True', 'NotReady=True Invalid'], told: 'Healthy' },
    { kind: 'Kafka', conditions: ['Warning=True'], told: 'Progressing: Waiting for the cluster' },
    { kind: 'KafkaTopic', conditions: ['NotReady=True x too many partitions'], told: 'Degraded: too many partitions' },
    { kind: 'KafkaTopic', conditions: ['NotReady=True Creating', 'Ready=True'], told: 'Degraded: It is not ready' },
    { kind: 'KafkaTopic', conditions: ['Ready=False', 'Ready=True'], told: 'Healthy' },
    { kind: 'KafkaUser', conditions: [], told: 'Progressing: Waiting for the KafkaUser' },
    { kind: 'KafkaConnector', conditions: ['Ready=True'], told: 'Healthy' },
  ])('calls a $kind with $conditions $told', ({ kind, conditions, told }) => {
    expect(toldHealth(`${strimzi}/${kind}`, withConditions(...conditions))).toBe(told);
  });

  const inSync = broker('ConfigInSync', 'GracefulUpscaleSucceeded');
  const ready = { state: 'ClusterRunning', cruiseControlTopicStatus: 'CruiseControlTopicReady' };
  it.each([
    { name: 'a cluster', status: { ...ready, brokersState: { 0: inSync } }, told: 'Healthy: Every broker is in sync' },
    {
      name: 'an upgrade, before its brokers',
      status: { state: 'ClusterRollingUpgrading', brokersState: { 0: broker('ConfigOutOfSync', '') } },
      told: 'Progressing: Its brokers are being upgraded',
    },
    {
      name: 'brokers that are late',
      status: {
        ...ready,
        brokersState: {
          0: inSync,
          1: broker('ConfigOutOfSync', 'GracefulUpscaleSucceeded'),
          2: broker('ConfigInSync', 'GracefulUpscaleRunning'),
        },
      },
      told: 'Degraded: Out of sync, or Cruise Control is not done: broker 1, 2',
    },
    {
      name: 'a broker that does not say how it scales',
      status: { brokersState: { 0: { configurationState: 'ConfigInSync' } } },
      told: 'Unknown: gracefulActionState is missing for broker 0',
    },
    {
      name: 'a reconciliation',
      status: { state: 'ClusterReconciling', brokersState: { 0: inSync } },
      told: 'Progressing: Is being reconciled',
    },
    { name: 'a cluster without brokers', status: ready, told: 'Progressing: Waiting for the cluster' },
  ])('calls $name of Koperator $told', ({ status, told }) => {
    expect(toldHealth('kafka.banzaicloud.io/v1beta1/KafkaCluster', { status })).toBe(told);
  });

  it.each<{ kind: string; status?: JsonObject; told: string }>([
    { kind: 'SchemaRegistry', status: { phase: 'RUNNING' }, told: 'Healthy: Running' },
    { kind: 'SchemaRegistry', status: { phase: 'PROVISIONING' }, told: 'Progressing: Its phase is PROVISIONING' },
    { kind: 'SchemaRegistry', told: 'Progressing: Waiting for the SchemaRegistry' },
    { kind: 'Connector', status: { state: 'CREATED', connectorState: 'RUNNING' }, told: 'Healthy: Running' },
    {
      kind: 'Connector',
      status: { state: 'ERROR', conditions: [{ type: 'x', message: 'no such class' }] },
      told: 'Degraded: no such class',
    },
    { kind: 'Connector', status: { state: 'ERROR' }, told: 'Degraded: The connector is in error' },
    {
      kind: 'Connector',
      status: { state: 'CREATED', connectorState: 'RUNNING', failedTasksCount: 1 },
      told: 'Degraded: Some tasks failed',
    },
    {
      kind: 'Connector',
      status: { state: 'CREATED', connectorState: 'RUNNING', failedTasksCount: 0 },
      told: 'Progressing: Waiting for the connector',
    },
    { kind: 'Connector', status: { failedTasksCount: 1 }, told: 'Progressing: Waiting for the connector' },
  ])('calls a $kind of Confluent with $status $told', ({ kind, status, told }) => {
    expect(toldHealth(`platform.confluent.io/v1beta1/${kind}`, status ? { status } : {})).toBe(told);
  });
});

function broker(configurationState: string, cruiseControlState: string): JsonObject {
  return { configurationState, gracefulActionState: { cruiseControlState } };
}
