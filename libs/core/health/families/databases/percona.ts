import type { HealthRule } from '../../rules/health-rule.ts';

const values = {
  state: "status.text('state')",
  // What a cluster of nodes is worth cannot be told without their numbers.
  isCounted: 'status.?ready.orValue(null) != null && status.?size.orValue(null) != null',
  nodes: "status.text('ready') + '/' + status.text('size') + ' nodes are ready'",
};
const hasNoStatus = {
  when: 'object.?status.orValue(null) == null',
  status: 'Unknown',
  message: 'it has no status',
} as const;
const isNotCounted = {
  when: '!isCounted',
  status: 'Unknown',
  message: 'its status does not say how many nodes there are, and how many of them are ready',
} as const;
const isReady = { when: "state == 'ready'", status: 'Healthy', messageExpression: 'nodes' } as const;
const isStrange = {
  status: 'Unknown',
  messageExpression: "state == '' ? 'its status has no state' : 'state ' + state + ' is not known'",
} as const;

/** Percona's operators: https://docs.percona.com/percona-operators/, the states of a database cluster. */
export const perconaRules: readonly HealthRule[] = [
  {
    kinds: ['psmdb.percona.com/PerconaServerMongoDB'],
    let: values,
    cases: [
      hasNoStatus,
      isNotCounted,
      isReady,
      { when: "state in ['initializing', 'stopping']", status: 'Progressing', messageExpression: 'nodes' },
      { when: "state == 'paused'", status: 'Suspended', messageExpression: 'nodes' },
      { when: "state == 'error'", status: 'Degraded', messageExpression: 'nodes' },
    ],
    otherwise: isStrange,
  },
  {
    kinds: ['pxc.percona.com/PerconaXtraDBCluster'],
    let: values,
    cases: [
      hasNoStatus,
      { when: "state == 'paused'", status: 'Unknown', message: 'it is paused' },
      {
        when: "state == 'error' && status.?message.orValue(null) == null",
        status: 'Unknown',
        message: 'it is in error, and its status does not say why',
      },
      {
        when: "state == 'error'",
        status: 'Degraded',
        messageExpression: "status.message.join('; ')",
        message: 'The cluster is in error',
      },
      { ...isNotCounted, when: "state in ['initializing', 'ready', 'stopping'] && !isCounted" },
      { when: "state == 'initializing'", status: 'Progressing', messageExpression: 'nodes' },
      isReady,
      { when: "state == 'stopping'", status: 'Degraded', messageExpression: "'stopping: ' + nodes" },
    ],
    otherwise: isStrange,
  },
];
