import type { HealthRule } from '../../../rules/health-rule.ts';

/**
 * Astra Control (https://docs.netapp.com/us-en/astra-control-center/), Trident (https://docs.netapp.com/us-en/trident/) and Spot's rollouts
 * (https://docs.spot.io/ocean-cd/).
 */
export const netappRules: readonly HealthRule[] = [
  {
    kinds: ['astra.netapp.io/Application'],
    let: {
      told: "status.?conditions.orValue([]).filter(c, c.text('type') == 'Ready' && c.text('status') in ['True', 'False'])",
      first: 'size(told) > 0 ? told[0] : {}',
      isReady: "first.text('status') == 'True'",
    },
    cases: [
      { when: 'size(told) == 0', status: 'Progressing', message: 'Waiting to be ready' },
      // Both texts are asked for without being looked at: an object that has none cannot be read.
      {
        when: 'isReady && !has(status.protectionState)',
        status: 'Unknown',
        message: 'status.protectionState is missing',
      },
      {
        when: 'isReady',
        status: 'Healthy',
        messageExpression: "status.text('protectionState')",
        message: 'Ready',
      },
      { when: '!has(first.message)', status: 'Unknown', message: 'its condition Ready has no message' },
    ],
    otherwise: { status: 'Degraded', messageExpression: "first.text('message')", message: 'Ready is False' },
  },
  {
    kinds: ['astra.netapp.io/AppVault'],
    let: { state: "status.text('state')" },
    cases: [
      { when: "state in ['available', 'Available']", status: 'Healthy', message: 'Available' },
      { when: "state in ['failed', 'Failed']", status: 'Degraded', message: 'Failed' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'state', message: 'Waiting to be available' },
  },
  {
    kinds: [
      'astra.netapp.io/Backup',
      'astra.netapp.io/ExecHooksRun',
      'astra.netapp.io/ResourceBackup',
      'astra.netapp.io/ResticVolumeBackup',
      'astra.netapp.io/Snapshot',
    ],
    let: { state: "status.text('state')" },
    cases: [
      { when: '!has(status.state)', status: 'Progressing', message: 'Waiting for its first state' },
      { when: "state == 'Completed'", status: 'Healthy', message: 'Completed' },
      { when: "state == 'Running'", status: 'Progressing', message: 'Running' },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'state', message: 'Its state is empty' },
  },
  {
    kinds: ['astra.netapp.io/ExecHook'],
    let: { enabled: 'spec.?enabled.orValue(null)' },
    cases: [
      { when: 'enabled == true', status: 'Healthy', message: 'Enabled' },
      { when: 'enabled == false', status: 'Suspended', message: 'Disabled' },
    ],
    otherwise: { status: 'Progressing', message: 'Neither enabled nor disabled' },
  },
  {
    kinds: ['astra.netapp.io/Schedule'],
    cases: [{ when: 'has(status.lastScheduleTime)', status: 'Healthy', message: 'Has run' }],
    otherwise: { status: 'Healthy', message: 'Has not run yet' },
  },
  {
    kinds: ['trident.netapp.io/TridentBackendConfig'],
    let: { operation: "status.text('lastOperationStatus')", says: "status.text('message')" },
    cases: [
      {
        when: "status.text('phase') == 'Bound' && operation == 'Success'",
        status: 'Healthy',
        messageExpression: 'says',
        message: 'Bound',
      },
      {
        when: "operation == 'Failed'",
        status: 'Degraded',
        messageExpression: 'says',
        message: 'The last operation failed',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the backend' },
  },
  {
    kinds: ['trident.netapp.io/TridentOrchestrator'],
    let: { state: "status.text('status')", says: "status.text('message')" },
    cases: [
      { when: "state == 'Installed'", status: 'Healthy', messageExpression: 'says', message: 'Installed' },
      {
        when: "state in ['Failed', 'Error']",
        status: 'Degraded',
        messageExpression: 'says',
        message: 'The installation failed',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the installation' },
  },
  {
    kinds: ['spot.io/SpotDeployment'],
    let: {
      told: "conditions.filter(c, c.type == 'InvalidSpec' || (c.type == 'Progressing' && c.reason in ['RolloutAborted', 'ProgressDeadlineExceeded']) || (c.type == 'Paused' && c.status == 'True'))",
      isTold: 'has(status.conditions)',
    },
    // One without conditions is not judged at all.
    cases: [
      {
        when: "size(told) > 0 && told[0].type == 'Paused'",
        status: 'Suspended',
        messageExpression: 'told[0].message',
        message: 'Paused',
      },
      {
        when: 'size(told) > 0',
        status: 'Degraded',
        messageExpression: "[told[0].message, told[0].reason, told[0].type].filter(text, text != '')[0]",
      },
      {
        when: "isTold && status.text('phase') == 'Progressing'",
        status: 'Progressing',
        message: 'Going through its steps',
      },
      { when: 'isTold', status: 'Healthy' },
    ],
  },
];
