import type { HealthRule } from '../../rules/health-rule.ts';

const values = {
  state: "status.text('state')",
  nodes: "status.text('ready') + '/' + status.text('size') + ' nodes are ready'",
};

/** Percona's operators: https://docs.percona.com/percona-operators/, the states of a database cluster. */
export const perconaRules: readonly HealthRule[] = [
  {
    kinds: ['psmdb.percona.com/PerconaServerMongoDB'],
    let: values,
    cases: [
      { when: "state == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: "state == 'ready'", status: 'Healthy', messageExpression: 'nodes' },
      { when: "state in ['initializing', 'stopping']", status: 'Progressing', messageExpression: 'nodes' },
      { when: "state == 'paused'", status: 'Suspended', messageExpression: 'nodes' },
      { when: "state == 'error'", status: 'Degraded', messageExpression: 'nodes' },
    ],
    otherwise: { status: 'Unknown', messageExpression: "'state ' + state + ' is not known'" },
  },
  {
    kinds: ['pxc.percona.com/PerconaXtraDBCluster'],
    let: values,
    cases: [
      { when: "state == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: "state == 'ready'", status: 'Healthy', messageExpression: 'nodes' },
      { when: "state in ['initializing', 'stopping']", status: 'Progressing', messageExpression: 'nodes' },
      { when: "state == 'paused'", status: 'Suspended', messageExpression: 'nodes' },
      {
        when: "state == 'error' && has(status.messages)",
        status: 'Degraded',
        messageExpression: "status.messages.join('; ')",
        message: 'The cluster is in error',
      },
      { when: "state == 'error'", status: 'Unknown', message: 'it is in error, and its status does not say why' },
    ],
    otherwise: { status: 'Unknown', messageExpression: "'state ' + state + ' is not known'" },
  },
];
