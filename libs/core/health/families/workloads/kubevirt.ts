import type { HealthRule } from '../../rules/health-rule.ts';

const phase = "status.text('phase')";
const readies = "conditions.filter(c, c.type == 'Ready')";
const paused = "conditions.filter(c, c.type == 'Paused' && c.status == 'True')";

/** KubeVirt (https://kubevirt.io/user-guide/user_workloads/lifecycle/) and its data volumes. */
export const kubevirtRules: readonly HealthRule[] = [
  {
    kinds: ['kubevirt.io/VirtualMachine'],
    let: {
      state: "status.text('printableStatus')",
      paused,
      readies,
      isCreated: 'status.?created.orValue(false) == true',
      // As long as an instance is there, one that is not ready starts.
      isReady:
        "isCreated ? readies.exists(c, c.status == 'True') : size(readies) > 0 && readies[size(readies) - 1].status == 'True'",
    },
    cases: [
      { when: 'size(paused) > 0', status: 'Suspended', message: 'Paused' },
      { when: 'isReady', status: 'Healthy', messageExpression: 'state', message: 'Running' },
      {
        when: 'size(readies) > 0 && !isCreated',
        status: 'Suspended',
        messageExpression: 'state',
        message: 'Stopped',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'state', message: 'Starting' },
  },
  {
    kinds: ['kubevirt.io/VirtualMachineInstance'],
    let: { phase, paused, readies },
    cases: [
      { when: "phase == 'Failed'", status: 'Degraded', message: 'Failed' },
      {
        when: "phase in ['Pending', 'Scheduling', 'Scheduled']",
        status: 'Progressing',
        messageExpression: 'phase',
      },
      { when: "phase == 'Succeeded'", status: 'Suspended', message: 'It has ended' },
      { when: "phase == 'Unknown'", status: 'Unknown', message: 'Its node does not tell' },
      {
        when: 'size(paused) > 0',
        status: 'Suspended',
        messageExpression: 'paused[0].message',
        message: 'Paused',
      },
      {
        when: "size(readies) > 0 && readies[size(readies) - 1].status == 'True'",
        status: 'Healthy',
        message: 'Running',
      },
      {
        when: 'size(readies) > 0',
        status: 'Degraded',
        messageExpression: 'readies[size(readies) - 1].message',
        message: 'It is not ready',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'phase', message: 'Waiting for its first status' },
  },
  {
    kinds: ['cdi.kubevirt.io/DataVolume'],
    let: {
      phase,
      broken: "conditions.filter(c, c.type == 'Running' && c.status == 'False' && c.reason == 'Error')",
    },
    cases: [
      { when: "phase == 'Succeeded'", status: 'Healthy', messageExpression: 'phase' },
      { when: "phase == 'Paused'", status: 'Suspended', messageExpression: 'phase' },
      {
        when: 'size(broken) > 0',
        status: 'Degraded',
        messageExpression: 'broken[0].message',
        message: 'The import does not run',
      },
      { when: "phase in ['Failed', 'Unknown']", status: 'Degraded', messageExpression: "'The import is ' + phase" },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'phase', message: 'Waiting for its first status' },
  },
];
