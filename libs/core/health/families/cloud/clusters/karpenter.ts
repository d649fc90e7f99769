import type { HealthRule } from '../../../rules/health-rule.ts';
import { decidedBy } from '../../../rules/decided-condition.ts';

const ready = decidedBy('Ready');

/** Karpenter: https://karpenter.sh/docs/concepts/nodeclaims/. */
export const karpenterRules: readonly HealthRule[] = [
  {
    kinds: ['karpenter.sh/NodePool', 'karpenter.k8s.aws/EC2NodeClass'],
    ...ready,
    otherwise: { status: 'Progressing', message: 'Waiting to be ready' },
  },
  {
    kinds: ['karpenter.sh/NodeClaim'],
    let: {
      ...ready.let,
      held: "conditions.filter(c, c.status == 'True').map(c, c.type)",
      disrupting: "conditions.filter(c, c.type == 'Disrupting' && c.status == 'True')",
    },
    cases: [
      {
        when: 'has(metadata.generation) && has(status.observedGeneration) && metadata.generation != status.observedGeneration',
        status: 'Progressing',
        message: 'Waiting until the new spec is observed',
      },
      {
        when: 'size(disrupting) > 0',
        status: 'Suspended',
        messageExpression: 'disrupting[0].message',
        message: 'Is being disrupted',
      },
      ...ready.cases,
      { when: "'Initialized' in held", status: 'Progressing', message: 'The node is initialized, waiting to be ready' },
      {
        when: "'Registered' in held",
        status: 'Progressing',
        message: 'The node is registered, waiting for its initialization',
      },
      { when: "'Launched' in held", status: 'Progressing', message: 'Waiting for the node to register' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for an instance' },
  },
];
