import type { HealthRule } from '../../rules/health-rule.ts';

const flagger = {
  phase: "status.text('phase')",
  says: "status.text('phase') + conditions.filter(c, c.message != '').map(c, ': ' + c.message).join('')",
};

/** Flagger (https://docs.flagger.app/usage/how-it-works#canary-status) and the Pulumi Kubernetes Operator. */
export const progressiveDeliveryRules: readonly HealthRule[] = [
  {
    kinds: ['flagger.app/Canary'],
    let: flagger,
    cases: [
      { when: "phase == 'Failed'", status: 'Degraded', messageExpression: 'says' },
      { when: "phase in ['Initialized', 'Succeeded']", status: 'Healthy', messageExpression: 'says' },
      {
        when: "phase in ['Initializing', 'Progressing', 'Promoting', 'Finalising']",
        status: 'Progressing',
        messageExpression: 'says',
      },
    ],
    otherwise: { status: 'Unknown', messageExpression: 'says', message: 'Its status has no phase' },
  },
  {
    kinds: ['pulumi.com/Stack'],
    cases: [
      {
        when: "has(status.observedGeneration) && status.number('observedGeneration') != metadata.number('generation')",
        status: 'Progressing',
        message: 'Waiting until the new spec is observed',
      },
      {
        when: "conditions.holds('Stalled')",
        status: 'Degraded',
        messageExpression: "conditions.named('Stalled').message",
        message: 'Stalled',
      },
      { when: "conditions.holds('Ready')", status: 'Healthy', messageExpression: "conditions.named('Ready').message" },
      {
        when: "conditions.holds('Reconciling')",
        status: 'Progressing',
        messageExpression: "conditions.named('Reconciling').message",
        message: 'Reconciling',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the stack to be reconciled' },
  },
];
