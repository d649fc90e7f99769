import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('messaging', () => {
  it.each([
    {
      name: 'a Kafka that cannot be ready',
      kind: 'kafka.strimzi.io/v1beta2/Kafka',
      body: withConditions('NotReady=True InvalidResourceException no storage'),
      told: 'Degraded: no storage',
    },
    {
      name: 'a Kafka that is being made',
      kind: 'kafka.strimzi.io/v1beta2/Kafka',
      body: withConditions('NotReady=True Creating'),
      told: 'Progressing: Is being created',
    },
    {
      name: 'a topic that was refused',
      kind: 'kafka.strimzi.io/v1beta2/KafkaTopic',
      body: withConditions('NotReady=True x too many partitions'),
      told: 'Degraded: too many partitions',
    },
    {
      name: 'a user nobody has looked at',
      kind: 'kafka.strimzi.io/v1beta2/KafkaUser',
      body: {},
      told: 'Progressing: Waiting for the KafkaUser',
    },
    {
      name: 'a RabbitMQ that is not available',
      kind: 'rabbitmq.com/v1beta1/RabbitmqCluster',
      body: withConditions('AllReplicasReady=False', 'ClusterAvailable=False'),
      told: 'Progressing: Waiting until the cluster is available',
    },
    {
      name: 'an exchange as declared',
      kind: 'rabbitmq.com/v1beta1/Exchange',
      body: withConditions('Ready=True SuccessfulCreateOrUpdate'),
      told: 'Healthy: As declared',
    },
    {
      name: 'a vhost that was refused',
      kind: 'rabbitmq.com/v1beta1/Vhost',
      body: withConditions('Ready=False FailedCreateOrUpdate'),
      told: 'Degraded: It could not be created or updated',
    },
    {
      name: 'an integration that failed',
      kind: 'camel.apache.org/v1/Integration',
      body: withConditions('Ready=False x no image'),
      told: 'Degraded: no image',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
