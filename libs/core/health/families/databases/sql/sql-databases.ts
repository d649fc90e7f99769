import type { HealthRule } from '../../../rules/health-rule.ts';

type Cases = NonNullable<HealthRule['cases']>;

/** A state that is there and is none of those before is no good one; also when it is empty. */
function casesByState(healthy: string, progressing: readonly string[]): Cases {
  return [
    { when: 'state == null', status: 'Progressing', message: 'Waiting for its first status' },
    { when: `state == '${healthy}'`, status: 'Healthy', messageExpression: 'state' },
    { when: `state in ${JSON.stringify(progressing)}`, status: 'Progressing', messageExpression: 'state' },
  ];
}
const isBad = { status: 'Degraded', messageExpression: 'string(state)', message: 'Its state is empty' } as const;

const ready = {
  ready: "conditions.named('Ready')",
  says: "ready.message == '' ? ready.reason : ready.message",
};

/** Atlas sets Ready to False for every step of its work: only some texts tell that it goes on. */
function casesOfAtlas(goesOn: string): Cases {
  return [
    { when: "ready.type == ''", status: 'Progressing', message: 'Waiting for its first status' },
    { when: "ready.status == 'True'", status: 'Healthy', messageExpression: 'says', message: 'Ready' },
    { when: goesOn, status: 'Progressing', messageExpression: 'says' },
  ];
}
const hasFailed = { status: 'Degraded', messageExpression: 'says', message: 'Ready is not True' } as const;

/**
 * The documented states of Zalando's Postgres operator (https://postgres-operator.readthedocs.io/), of ClickHouse
 * (https://docs.altinity.com/altinitykubernetesoperator/) and of Atlas (https://atlasgo.io/integrations/kubernetes).
 */
export const sqlDatabaseRules: readonly HealthRule[] = [
  {
    kinds: ['acid.zalan.do/postgresql'],
    let: { state: 'status.?PostgresClusterStatus.orValue(null)' },
    cases: casesByState('Running', ['Creating', 'Updating']),
    otherwise: isBad,
  },
  {
    kinds: [
      'clickhouse.altinity.com/ClickHouseInstallation',
      'clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation',
    ],
    let: { state: 'status.?status.orValue(null)' },
    cases: casesByState('Completed', ['InProgress']),
    otherwise: isBad,
  },
  {
    kinds: ['db.atlasgo.io/AtlasMigration'],
    let: ready,
    cases: casesOfAtlas("ready.reason == 'Reconciling'"),
    otherwise: hasFailed,
  },
  {
    kinds: ['db.atlasgo.io/AtlasSchema'],
    let: ready,
    cases: casesOfAtlas("ready.message in ['Reconciling', 'GettingDevDB']"),
    otherwise: hasFailed,
  },
];
