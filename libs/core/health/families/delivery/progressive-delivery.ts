import type { HealthRule } from '../../rules/health-rule.ts';

const flagger = {
  phase: "status.text('phase')",
  says: "status.text('phase') + conditions.filter(c, c.message != '').map(c, ': ' + c.message).join('')",
};

/**
 * Flagger (https://docs.flagger.app/usage/how-it-works#canary-status) and the Pulumi Kubernetes Operator
 * (https://github.com/pulumi/pulumi-kubernetes-operator).
 */
export const progressiveDeliveryRules: readonly HealthRule[] = [
  {
    kinds: ['flagger.app/Canary'],
    let: flagger,
    cases: [
      {
        when: '!has(status.phase) || !has(status.canaryWeight) || !has(status.conditions) || status.conditions.exists(c, !has(c.message))',
        status: 'Unknown',
        message: 'its status lacks the phase, the weight, the conditions or a message of them',
      },
      { when: "phase == 'Failed'", status: 'Degraded', messageExpression: 'says' },
      { when: "phase in ['Initialized', 'Succeeded']", status: 'Healthy', messageExpression: 'says' },
      {
        when: "phase in ['Progressing', 'Promoting', 'Finalising']",
        status: 'Progressing',
        messageExpression: 'says',
      },
    ],
    otherwise: { status: 'Unknown', messageExpression: 'says', message: 'its phase is empty' },
  },
  {
    kinds: ['pulumi.com/Stack'],
    let: {
      // The first that holds decides.
      holding: "conditions.filter(c, c.type in ['Stalled', 'Reconciling', 'Ready'] && c.status == 'True')",
      first: 'size(holding) == 0 ? {} : holding[0]',
    },
    cases: [
      {
        when: '!has(object.status) || status.?observedGeneration.orValue(null) != metadata.?generation.orValue(null)',
        status: 'Progressing',
        message: 'Waiting until the new spec is observed',
      },
      {
        when: "first.text('type') == 'Stalled'",
        status: 'Degraded',
        messageExpression: 'first.message',
        message: 'Stalled',
      },
      {
        when: "first.text('type') == 'Ready'",
        status: 'Healthy',
        messageExpression: 'first.message',
        message: 'Ready',
      },
      {
        when: "first.text('type') == 'Reconciling'",
        status: 'Progressing',
        messageExpression: 'first.message',
        message: 'Reconciling',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the stack to be reconciled' },
  },
];
