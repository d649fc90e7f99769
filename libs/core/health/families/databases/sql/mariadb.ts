import type { HealthRule } from '../../../rules/health-rule.ts';

const waits = { status: 'Progressing', message: 'Waiting for its first status' } as const;
const hasNoConditions = { when: 'status.?conditions.orValue(null) == null', ...waits } as const;

/** Jobs are told by words that every condition is to have. `first` is the first condition that decides, or that has none. */
function firstOf(decides: string): Record<string, string> {
  return {
    first: `status.?conditions.orValue([]).filter(c, !has(c.reason) || !has(c.message) || (${decides}))`,
    says: "size(first) == 0 ? '' : first[0].?reason.orValue('') + ': ' + first[0].?message.orValue('')",
  };
}
const isWordless = {
  when: 'size(first) > 0 && (first[0].?reason.orValue(null) == null || first[0].?message.orValue(null) == null)',
  status: 'Unknown',
  message: 'one of its conditions has no reason or no message',
} as const;

/** The MariaDB operator: https://github.com/mariadb-operator/mariadb-operator/tree/main/docs, mmontes.io being its former group. */
export const mariadbRules: readonly HealthRule[] = [
  {
    kinds: ['k8s.mariadb.com/MariaDB', 'mariadb.mmontes.io/MariaDB'],
    // Its conditions are in the order of its work: the first that is False is what it waits for.
    let: { open: "conditions.filter(c, c.status == 'False')" },
    cases: [
      hasNoConditions,
      {
        when: 'size(open) == 0',
        status: 'Healthy',
        messageExpression: "size(conditions) == 0 ? '' : conditions[size(conditions) - 1].message",
        message: 'None of its conditions is False',
      },
      {
        when: "open[0].reason == 'Failed'",
        status: 'Degraded',
        messageExpression: 'open[0].message',
        message: 'It has failed',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'open[0].message', message: 'Waiting to be ready' },
  },
  {
    kinds: ['k8s.mariadb.com/Database', 'k8s.mariadb.com/Grant', 'k8s.mariadb.com/User'],
    let: { ready: "conditions.named('Ready')" },
    cases: [
      { when: "ready.status == 'True'", status: 'Healthy', messageExpression: 'ready.message', message: 'Ready' },
      {
        when: "ready.type == 'Ready'",
        status: 'Degraded',
        messageExpression: 'ready.message',
        message: 'Ready is not True',
      },
    ],
    otherwise: waits,
  },
  {
    kinds: ['k8s.mariadb.com/Backup'],
    let: firstOf("c.?status.orValue('') == 'False'"),
    cases: [
      hasNoConditions,
      { when: 'size(first) == 0', status: 'Healthy', message: 'None of its conditions is False' },
      isWordless,
      {
        when: "first[0].reason == 'CronJobScheduled' && first[0].message == 'Failed'",
        status: 'Degraded',
        messageExpression: 'says',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'says' },
  },
  {
    kinds: ['k8s.mariadb.com/SqlJob'],
    let: firstOf("c.?status.orValue('') == 'True' && c.reason in ['JobComplete', 'JobFailed']"),
    cases: [
      { when: 'size(first) == 0', status: 'Progressing', message: 'Waiting for its job' },
      isWordless,
      { when: "first[0].reason == 'JobComplete'", status: 'Healthy', messageExpression: 'says' },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'says' },
  },
];
