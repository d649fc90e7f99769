import type { HealthRule } from '../../rules/health-rule.ts';

const named = {
  state: "status.text('state')",
  says: "status.text('message') == '' ? 'Its state is ' + state : status.text('message')",
};
/** What all kinds have in common after their good state; states that are not named here pass. */
const cases: NonNullable<HealthRule['cases']> = [
  { when: "state == 'ConfigError'", status: 'Degraded', messageExpression: 'says' },
  { when: "state == 'Unknown'", status: 'Unknown', messageExpression: 'says' },
  { when: "state != ''", status: 'Progressing', messageExpression: 'says' },
];
const otherwise = { status: 'Progressing', message: 'Waiting for its first state' } as const;

/** The operator of Falcon LogScale, once Humio (https://github.com/humio/humio-operator/blob/master/docs/api.md). */
export const humioRules: readonly HealthRule[] = [
  {
    kinds: [
      'core.humio.com/HumioAction',
      'core.humio.com/HumioAlert',
      'core.humio.com/HumioIngestToken',
      'core.humio.com/HumioParser',
      'core.humio.com/HumioRepository',
      'core.humio.com/HumioView',
    ],
    let: named,
    cases: [
      { when: "state == 'Exists'", status: 'Healthy', messageExpression: 'says' },
      { when: "state == 'NotFound'", status: 'Missing', messageExpression: 'says' },
      ...cases,
    ],
    otherwise,
  },
  {
    kinds: ['core.humio.com/HumioCluster'],
    let: named,
    cases: [
      { when: '!has(object.status)', status: 'Unknown', message: 'the cluster has no status' },
      { when: "state == 'Running'", status: 'Healthy', messageExpression: 'says' },
      ...cases,
    ],
    otherwise,
  },
];
