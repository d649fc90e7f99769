import type { HealthRule } from '../../../rules/health-rule.ts';

const hasNoStatus = { when: '!has(object.status)', status: 'Unknown', message: 'it has no status' } as const;

function resultIn(field: string): Pick<HealthRule, 'cases' | 'otherwise'> {
  const result = `status.text('${field}')`;
  return {
    cases: [
      hasNoStatus,
      { when: `${result} == 'Succeeded'`, status: 'Healthy', message: 'Succeeded' },
      { when: `${result} == 'Failed'`, status: 'Degraded', message: 'Failed' },
    ],
    otherwise: { status: 'Progressing', messageExpression: result, message: 'Waiting for its result' },
  };
}

/** Keptn: https://keptn.sh/stable/docs/reference/api-reference/ */
export const keptnRules: readonly HealthRule[] = [
  {
    kinds: [
      'lifecycle.keptn.sh/KeptnAppVersion',
      'lifecycle.keptn.sh/KeptnTask',
      'lifecycle.keptn.sh/KeptnWorkloadInstance',
      'lifecycle.keptn.sh/KeptnWorkloadVersion',
    ],
    ...resultIn('status'),
  },
  { kinds: ['lifecycle.keptn.sh/KeptnEvaluation'], ...resultIn('overallStatus') },
  {
    kinds: ['metrics.keptn.sh/Analysis'],
    cases: [
      hasNoStatus,
      { when: 'status.?pass.orValue(false) == true', status: 'Healthy', message: 'Passed' },
      { when: 'status.?warning.orValue(false) == true', status: 'Healthy', message: 'Passed with warnings' },
      { when: 'status.?pass.orValue(true) == false', status: 'Degraded', message: 'Not passed' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its result' },
  },
  {
    kinds: ['metrics.keptn.sh/KeptnMetric'],
    cases: [
      hasNoStatus,
      { when: "status.text('errMsg') != ''", status: 'Degraded', messageExpression: "status.text('errMsg')" },
      { when: 'has(status.value)', status: 'Healthy', message: 'Measured' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its first value' },
  },
];
