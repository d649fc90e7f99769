import type { HealthRule } from '../../rules/health-rule.ts';

/** KubeVirt (https://kubevirt.io/user-guide/user_workloads/lifecycle/) and its data volumes. */
export const kubevirtRules: readonly HealthRule[] = [
  {
    kinds: ['kubevirt.io/VirtualMachine'],
    let: { state: "status.text('printableStatus')", ready: "conditions.named('Ready')" },
    cases: [
      {
        when: "conditions.holds('Paused') || state in ['Paused', 'Stopped']",
        status: 'Suspended',
        messageExpression: 'state',
        message: 'Paused',
      },
      { when: "ready.status == 'True'", status: 'Healthy', messageExpression: 'state' },
      {
        when: "conditions.holds('Failure') || state.startsWith('Err') || state in ['CrashLoopBackOff', 'DataVolumeError', 'ImagePullBackOff']",
        status: 'Degraded',
        messageExpression: "ready.message == '' ? state : ready.message",
        message: 'It has failed',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: "state == '' ? ready.message : state", message: 'Starting' },
  },
  {
    kinds: ['cdi.kubevirt.io/DataVolume'],
    let: { phase: "status.text('phase')" },
    cases: [
      { when: "phase == 'Succeeded'", status: 'Healthy', messageExpression: 'phase' },
      { when: "phase in ['Failed', 'Unknown']", status: 'Degraded', messageExpression: "'The import is ' + phase" },
      { when: "phase == 'Paused'", status: 'Suspended', messageExpression: 'phase' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'phase', message: 'Waiting for its first status' },
  },
];
