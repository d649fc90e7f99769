import type { HealthRule } from '../../rules/health-rule.ts';

const degraded = [
  'Switchover in progress',
  'Failing over',
  'Primary instance is being restarted in-place',
  'Primary instance is being restarted without a switchover',
  'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
  'Cluster cannot proceed to reconciliation due to an interaction failure with a required plugin',
  'Cluster has incomplete or invalid image catalog',
  'Cluster is in an unrecoverable state, needs manual intervention',
  'Cluster is unrecoverable and needs manual intervention',
  'Cluster cannot execute instance online upgrade due to missing architecture binary',
  'Unable to create required cluster objects',
];

const progressing = [
  'Setting up primary',
  'Creating a new replica',
  'Upgrading cluster',
  'Upgrading Postgres major version',
  'Cluster upgrade delayed',
  'Waiting for the instances to become active',
  'Online upgrade in progress',
  'Applying configuration',
  'Promoting to primary cluster',
];

/** CloudNativePG: https://cloudnative-pg.io/documentation/current/, the phases of a Cluster. While there is no primary, writes fail. */
export const cloudNativePgRules: readonly HealthRule[] = [
  {
    kinds: ['postgresql.cnpg.io/Cluster'],
    let: {
      phase: "status.text('phase')",
      says: "status.text('phaseReason') == '' ? status.text('phase') : status.text('phaseReason')",
      hibernation: "conditions.named('cnpg.io/hibernation')",
    },
    cases: [
      {
        when: "metadata.?annotations.orValue({}).text('cnpg.io/reconciliationLoop') == 'disabled'",
        status: 'Suspended',
        message: 'Its reconciliation is switched off by an annotation',
      },
      { when: '!has(object.status)', status: 'Unknown', message: 'it has no status' },
      {
        when: "hibernation.status == 'True'",
        status: 'Suspended',
        messageExpression: 'hibernation.message',
        message: 'Hibernated',
      },
      { when: "phase == 'Cluster in healthy state'", status: 'Healthy', messageExpression: 'says' },
      { when: "phase == 'Waiting for user action'", status: 'Suspended', messageExpression: 'says' },
      { when: `phase in ${JSON.stringify(degraded)}`, status: 'Degraded', messageExpression: 'says' },
      { when: `phase in ${JSON.stringify(progressing)}`, status: 'Progressing', messageExpression: 'says' },
    ],
    otherwise: { status: 'Unknown', messageExpression: 'says', message: 'its status has no phase' },
  },
];
