import type { HealthRule } from '../../rules/health-rule.ts';
import { casesByCondition } from '../../rules/ready-cases.ts';

/** Karpenter: https://karpenter.sh/docs/concepts/nodeclaims/. */
export const karpenterRules: readonly HealthRule[] = [
  {
    kinds: ['karpenter.sh/NodePool', 'karpenter.k8s.aws/EC2NodeClass'],
    cases: casesByCondition('Ready'),
    otherwise: { status: 'Progressing', message: 'Waiting to be ready' },
  },
  {
    kinds: ['karpenter.sh/NodeClaim'],
    cases: [
      {
        when: "conditions.holds('Disrupting')",
        status: 'Suspended',
        messageExpression: "conditions.named('Disrupting').message",
        message: 'Is being disrupted',
      },
      ...casesByCondition('Ready'),
      {
        when: "conditions.holds('Registered')",
        status: 'Progressing',
        message: 'The node is registered, waiting for its initialization',
      },
      { when: "conditions.holds('Launched')", status: 'Progressing', message: 'Waiting for the node to register' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for an instance' },
  },
];
