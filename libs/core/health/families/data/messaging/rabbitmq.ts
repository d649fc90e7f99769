import type { HealthRule } from '../../../rules/health-rule.ts';

/** RabbitMQ's operators (https://www.rabbitmq.com/kubernetes/operator/using-operator). */
export const rabbitmqRules: readonly HealthRule[] = [
  {
    kinds: ['rabbitmq.com/RabbitmqCluster'],
    let: {
      refused: "conditions.filter(c, c.type == 'ReconcileSuccess' && c.status == 'False')",
      // Of a condition that stands there twice, the last counts.
      available: "conditions.filter(c, c.type == 'ClusterAvailable').map(c, c.status).join(' ')",
      replicas: "conditions.filter(c, c.type == 'AllReplicasReady').map(c, c.status).join(' ')",
    },
    cases: [
      {
        when: 'size(refused) > 0',
        status: 'Degraded',
        messageExpression: 'refused[0].message',
        message: 'It could not be reconciled',
      },
      {
        when: "available.endsWith('True') && replicas.endsWith('True')",
        status: 'Healthy',
        message: 'Every replica is ready',
      },
      {
        when: "available.endsWith('False')",
        status: 'Progressing',
        message: 'Waiting until the cluster is available',
      },
      { when: "replicas.endsWith('False')", status: 'Progressing', message: 'Waiting for its replicas' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its conditions to be known' },
  },
  {
    kinds: [
      'rabbitmq.com/Binding',
      'rabbitmq.com/Exchange',
      'rabbitmq.com/Permission',
      'rabbitmq.com/Policy',
      'rabbitmq.com/Queue',
      'rabbitmq.com/Shovel',
      'rabbitmq.com/User',
      'rabbitmq.com/Vhost',
    ],
    let: {
      // A status counts with its reason only; the first that has it decides.
      told: "conditions.filter(c, c.type == 'Ready' && (c.status == 'True' && c.reason == 'SuccessfulCreateOrUpdate' || c.status == 'False' && c.reason == 'FailedCreateOrUpdate'))",
      first: 'told[?0].orValue({})',
    },
    cases: [
      { when: "first.text('status') == 'True'", status: 'Healthy', message: 'As declared' },
      {
        when: "first.text('status') == 'False'",
        status: 'Degraded',
        messageExpression: "first.text('message')",
        message: 'It could not be created or updated',
      },
    ],
    otherwise: { status: 'Unknown', message: 'its status does not say whether it is as declared' },
  },
];
