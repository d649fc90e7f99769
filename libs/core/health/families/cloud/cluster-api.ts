import type { HealthRule } from '../../rules/health-rule.ts';

/** Cluster API: https://cluster-api.sigs.k8s.io/developer/providers/contracts/overview, phases and conditions. */
export const clusterApiRules: readonly HealthRule[] = [
  {
    kinds: ['cluster.x-k8s.io/Cluster'],
    let: { ready: "conditions.named('Ready')", phase: "status.text('phase')" },
    cases: [
      { when: 'spec.?paused.orValue(false) == true', status: 'Suspended', message: 'Paused' },
      {
        // Info means that nothing is wrong yet.
        when: "ready.status == 'False' && ready.?severity.orValue('') != 'Info'",
        status: 'Degraded',
        messageExpression: 'ready.message',
        message: 'Ready is False',
      },
      { when: "phase == 'Provisioned'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', message: 'Provisioning has failed' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'ready.message', message: 'Waiting for the cluster' },
  },
  {
    kinds: ['cluster.x-k8s.io/Machine'],
    let: { ready: "conditions.named('Ready')", phase: "status.text('phase')" },
    cases: [
      { when: "phase == 'Running'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', messageExpression: 'ready.message', message: 'Failed' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'ready.message', message: 'Waiting for the machine' },
  },
  {
    kinds: ['cluster.x-k8s.io/MachineDeployment'],
    let: { phase: "status.text('phase')" },
    cases: [
      { when: "phase == 'Running'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', message: 'Failed' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its machines' },
  },
];
