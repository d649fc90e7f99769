import type { HealthRule } from '../../../rules/health-rule.ts';

/** Phases of work that leaves the cluster as good as it was, or that its first instances need. */
const progressing = [
  'Setting up primary',
  'Creating a new replica',
  'Upgrading cluster',
  'Waiting for the instances to become active',
  'Promoting to primary cluster',
];

/** The primary is on its way elsewhere, restarts, or waits for somebody: writes may fail. */
const degraded = [
  'Switchover in progress',
  'Failing over',
  'Primary instance is being restarted in-place',
  'Primary instance is being restarted without a switchover',
  'Applying configuration',
  'Online upgrade in progress',
  'Upgrading Postgres major version',
  'Cluster upgrade delayed',
  'Cluster cannot execute instance online upgrade due to missing architecture binary',
  'Waiting for user action',
];

/** The operator has stopped, until somebody changes something. */
const suspended = [
  'Unable to create required cluster objects',
  'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
  'Cluster has incomplete or invalid image catalog',
  'Cluster is unrecoverable and needs manual intervention',
];

/** CloudNativePG: https://cloudnative-pg.io/documentation/current/, the phases of a Cluster. */
export const cloudNativePgRules: readonly HealthRule[] = [
  {
    kinds: ['postgresql.cnpg.io/Cluster'],
    let: {
      phase: "status.text('phase')",
      says: "status.text('phaseReason') == '' ? phase : status.text('phaseReason')",
      hibernation: "conditions.named('cnpg.io/hibernation')",
    },
    cases: [
      {
        when: "metadata.?annotations.orValue({}).text('cnpg.io/reconciliationLoop') == 'disabled'",
        status: 'Suspended',
        message: 'Its reconciliation is switched off by an annotation',
      },
      { when: 'object.?status.orValue(null) == null', status: 'Unknown', message: 'it has no status' },
      // What a phase is worth shows only with the conditions, which come last.
      {
        when: 'status.?conditions.orValue(null) == null',
        status: 'Progressing',
        messageExpression: 'says',
        message: 'Waiting for its first conditions',
      },
      {
        when: "hibernation.status == 'True'",
        status: 'Suspended',
        messageExpression: 'hibernation.message',
        message: 'Hibernated',
      },
      {
        when: "hibernation.type != ''",
        status: 'Degraded',
        messageExpression: 'hibernation.message',
        message: 'It is to hibernate, and does not yet',
      },
      { when: "phase == 'Cluster in healthy state'", status: 'Healthy', messageExpression: 'says' },
      { when: `phase in ${JSON.stringify(progressing)}`, status: 'Progressing', messageExpression: 'says' },
      { when: `phase in ${JSON.stringify(degraded)}`, status: 'Degraded', messageExpression: 'says' },
      { when: `phase in ${JSON.stringify(suspended)}`, status: 'Suspended', messageExpression: 'says' },
    ],
    otherwise: { status: 'Unknown', messageExpression: 'says', message: 'its status has no phase' },
  },
];
