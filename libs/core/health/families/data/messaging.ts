import type { HealthRule } from '../../rules/health-rule.ts';
import { casesByCondition } from '../../rules/ready-cases.ts';

const notReady = {
  status: 'Degraded',
  messageExpression: "conditions.named('NotReady').message",
  message: 'It is not ready',
} as const;

/** Strimzi (https://strimzi.io/docs/operators/latest/configuring), RabbitMQ's operators, Camel K. */
export const messagingRules: readonly HealthRule[] = [
  {
    kinds: ['kafka.strimzi.io/Kafka'],
    let: { waits: "conditions.named('NotReady')" },
    cases: [
      {
        when: "waits.status == 'True' && waits.reason == 'Creating'",
        status: 'Progressing',
        messageExpression: 'waits.message',
        message: 'Is being created',
      },
      { when: "waits.status == 'True'", ...notReady },
      { when: "conditions.holds('Ready')", status: 'Healthy' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the cluster' },
  },
  {
    kinds: ['kafka.strimzi.io/KafkaTopic', 'kafka.strimzi.io/KafkaUser'],
    cases: [
      { when: "conditions.holds('Ready')", status: 'Healthy' },
      { when: "conditions.holds('NotReady')", ...notReady },
    ],
    otherwise: { status: 'Progressing', messageExpression: "'Waiting for the ' + object.kind" },
  },
  {
    kinds: ['rabbitmq.com/RabbitmqCluster'],
    let: {
      available: "conditions.named('ClusterAvailable').status",
      replicas: "conditions.named('AllReplicasReady').status",
    },
    cases: [
      { when: "available == 'True' && replicas == 'True'", status: 'Healthy', message: 'Every replica is ready' },
      { when: "available == 'False'", status: 'Progressing', message: 'Waiting until the cluster is available' },
      { when: "replicas == 'False'", status: 'Progressing', message: 'Waiting for its replicas' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its conditions to be known' },
  },
  {
    kinds: [
      'rabbitmq.com/Binding',
      'rabbitmq.com/Exchange',
      'rabbitmq.com/Federation',
      'rabbitmq.com/Permission',
      'rabbitmq.com/Policy',
      'rabbitmq.com/Queue',
      'rabbitmq.com/Shovel',
      'rabbitmq.com/User',
      'rabbitmq.com/Vhost',
    ],
    let: { ready: "conditions.named('Ready')" },
    cases: [
      {
        when: "ready.status == 'True' && ready.reason == 'SuccessfulCreateOrUpdate'",
        status: 'Healthy',
        message: 'As declared',
      },
      {
        when: "ready.status == 'False' && ready.reason == 'FailedCreateOrUpdate'",
        status: 'Degraded',
        messageExpression: 'ready.message',
        message: 'It could not be created or updated',
      },
    ],
    otherwise: { status: 'Unknown', message: 'its status does not say whether it is as declared' },
  },
  {
    kinds: ['camel.apache.org/Integration'],
    cases: casesByCondition('Ready'),
    otherwise: { status: 'Progressing', message: 'Waiting to be ready' },
  },
];
