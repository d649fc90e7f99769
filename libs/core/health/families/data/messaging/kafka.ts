import type { HealthRule } from '../../../rules/health-rule.ts';

/** Of the conditions that decide, the first in the list does. Strimzi tells by the type, Ready or NotReady, and says True of one. */
const decided = "conditions.filter(c, c.status == 'True' && c.type in ['Ready', 'NotReady'])";
/** So does a cluster, but what it says while it is created decides nothing. */
const clusterDecided = `${decided}.filter(c, c.type == 'Ready' || c.reason != 'Creating')`;

const cases = [
  {
    when: "first.text('type') == 'NotReady'",
    status: 'Degraded',
    messageExpression: "first.text('message')",
    message: 'It is not ready',
  },
  { when: "first.text('type') == 'Ready'", status: 'Healthy' },
] as const;

/**
 * Strimzi (https://strimzi.io/docs/operators/latest/configuring), Koperator (https://github.com/banzaicloud/koperator/tree/master/docs),
 * Confluent for Kubernetes (https://docs.confluent.io/operator/current/co-api.html).
 */
export const kafkaRules: readonly HealthRule[] = [
  {
    kinds: ['kafka.strimzi.io/Kafka'],
    let: { first: `${clusterDecided}[?0].orValue({})` },
    cases: [...cases, { when: "conditions.holds('NotReady')", status: 'Progressing', message: 'Is being created' }],
    otherwise: { status: 'Progressing', message: 'Waiting for the cluster' },
  },
  {
    kinds: [
      'kafka.strimzi.io/KafkaBridge',
      'kafka.strimzi.io/KafkaConnect',
      'kafka.strimzi.io/KafkaConnector',
      'kafka.strimzi.io/KafkaTopic',
      'kafka.strimzi.io/KafkaUser',
    ],
    let: { first: `${decided}[?0].orValue({})` },
    cases: [...cases],
    otherwise: { status: 'Progressing', messageExpression: "'Waiting for the ' + object.kind" },
  },
  {
    kinds: ['kafka.banzaicloud.io/KafkaCluster'],
    let: {
      state: "status.text('state')",
      topic: "status.text('cruiseControlTopicStatus')",
      brokers: 'status.?brokersState.orValue({})',
      inSync: "brokers.filter(id, brokers[id].text('configurationState') == 'ConfigInSync')",
      unclear: "inSync.filter(id, !('gracefulActionState' in brokers[id]))",
      done: "inSync.filter(id, brokers[id].?gracefulActionState.orValue({}).text('cruiseControlState') in ['GracefulUpscaleSucceeded', 'GracefulDownscaleSucceeded'])",
      late: 'brokers.filter(id, !(id in done))',
    },
    cases: [
      { when: "state == 'ClusterRollingUpgrading'", status: 'Progressing', message: 'Its brokers are being upgraded' },
      {
        when: 'size(unclear) > 0',
        status: 'Unknown',
        messageExpression: "'gracefulActionState is missing for broker ' + unclear.join(', ')",
      },
      {
        when: 'size(late) > 0',
        status: 'Degraded',
        messageExpression: "'Out of sync, or Cruise Control is not done: broker ' + late.join(', ')",
      },
      {
        when: "has(status.brokersState) && topic == 'CruiseControlTopicReady' && state == 'ClusterRunning'",
        status: 'Healthy',
        message: 'Every broker is in sync',
      },
      { when: "state == 'ClusterReconciling'", status: 'Progressing', message: 'Is being reconciled' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the cluster' },
  },
  {
    kinds: [
      'platform.confluent.io/Connect',
      'platform.confluent.io/ControlCenter',
      'platform.confluent.io/Kafka',
      'platform.confluent.io/KsqlDB',
      'platform.confluent.io/SchemaRegistry',
      'platform.confluent.io/Zookeeper',
    ],
    let: { phase: "status.text('phase')" },
    cases: [
      { when: "phase == 'RUNNING'", status: 'Healthy', message: 'Running' },
      { when: "phase != ''", status: 'Progressing', messageExpression: "'Its phase is ' + phase" },
    ],
    otherwise: { status: 'Progressing', messageExpression: "'Waiting for the ' + object.kind" },
  },
  {
    kinds: ['platform.confluent.io/Connector'],
    let: { state: "status.text('state')" },
    cases: [
      {
        when: "state == 'CREATED' && status.text('connectorState') == 'RUNNING' && !has(status.failedTasksCount)",
        status: 'Healthy',
        message: 'Running',
      },
      {
        when: "state == 'ERROR'",
        status: 'Degraded',
        messageExpression: "conditions[?0].orValue({}).text('message')",
        message: 'The connector is in error',
      },
      {
        when: "has(status.state) && status.number('failedTasksCount') > 0",
        status: 'Degraded',
        message: 'Some tasks failed',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the connector' },
  },
];
