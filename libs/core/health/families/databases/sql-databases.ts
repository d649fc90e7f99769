import type { HealthRule } from '../../rules/health-rule.ts';
import { casesByCondition } from '../../rules/ready-cases.ts';

/** Zalando's Postgres operator, the MariaDB operator, ClickHouse: their documented states. */
export const sqlDatabaseRules: readonly HealthRule[] = [
  {
    kinds: ['acid.zalan.do/postgresql'],
    let: { state: "status.text('PostgresClusterStatus')" },
    cases: [
      { when: "state == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: "state == 'Running'", status: 'Healthy', messageExpression: 'state' },
      { when: "state in ['Creating', 'Updating']", status: 'Progressing', messageExpression: 'state' },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'state' },
  },
  {
    kinds: ['k8s.mariadb.com/MariaDB'],
    // Its conditions are in the order of its work: the first that is False is what it waits for.
    let: { first: "conditions.filter(c, c.status == 'False' || (c.type == 'Ready' && c.status == 'True'))" },
    cases: [
      { when: 'size(first) == 0', status: 'Progressing', message: 'Waiting for its first status' },
      { when: "first[0].status == 'True'", status: 'Healthy', messageExpression: 'first[0].message' },
      {
        when: "first[0].reason == 'Failed'",
        status: 'Degraded',
        messageExpression: 'first[0].message',
        message: 'It has failed',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'first[0].message', message: 'Waiting to be ready' },
  },
  {
    kinds: ['k8s.mariadb.com/Database', 'k8s.mariadb.com/Grant', 'k8s.mariadb.com/User'],
    cases: casesByCondition('Ready'),
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
  {
    kinds: ['clickhouse.altinity.com/ClickHouseInstallation'],
    let: { state: "status.text('status')" },
    cases: [
      { when: "state == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: "state == 'Completed'", status: 'Healthy', message: 'The installation is complete' },
      {
        when: "state in ['InProgress', 'Terminating']",
        status: 'Progressing',
        messageExpression: "'The installation is ' + state",
      },
    ],
    otherwise: { status: 'Degraded', messageExpression: "'The installation is ' + state" },
  },
];
