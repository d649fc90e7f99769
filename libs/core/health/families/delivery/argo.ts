import type { HealthRule } from '../../rules/health-rule.ts';

/** Argo CD, Argo Workflows, Argo Events and the GitOps Promoter: their documented status fields. */
export const argoRules: readonly HealthRule[] = [
  {
    kinds: ['argoproj.io/ApplicationSet'],
    cases: [
      {
        when: "conditions.holds('ErrorOccurred')",
        status: 'Degraded',
        messageExpression: "conditions.named('ErrorOccurred').message",
        message: 'An error occurred',
      },
      {
        when: "conditions.fails('ResourcesUpToDate')",
        status: 'Degraded',
        messageExpression: "conditions.named('ResourcesUpToDate').message",
        message: 'Its Applications are not up to date',
      },
      {
        when: "conditions.holds('RolloutProgressing')",
        status: 'Progressing',
        messageExpression: "conditions.named('RolloutProgressing').message",
        message: 'Rolling out',
      },
      {
        when: "conditions.holds('ResourcesUpToDate')",
        status: 'Healthy',
        messageExpression: "conditions.named('ResourcesUpToDate').message",
      },
    ],
    // Versions before 0.3 have no conditions.
    otherwise: { status: 'Healthy' },
  },
  {
    kinds: ['argoproj.io/CronWorkflow'],
    cases: [
      {
        when: "conditions.holds('SpecError')",
        status: 'Degraded',
        messageExpression: "conditions.named('SpecError').message",
        message: 'Its spec is wrong',
      },
      {
        when: "conditions.holds('SubmissionError')",
        status: 'Degraded',
        messageExpression: "conditions.named('SubmissionError').message",
        message: 'A workflow could not be submitted',
      },
    ],
    otherwise: { status: 'Healthy', message: 'Scheduled' },
  },
  {
    kinds: ['argoproj.io/EventBus', 'argoproj.io/EventSource', 'argoproj.io/Sensor'],
    let: { failing: "conditions.filter(c, c.status == 'False')" },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'One of its conditions is False',
      },
      {
        when: "conditions.holds('Deployed')",
        status: 'Healthy',
        messageExpression: "conditions.named('Deployed').message",
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting until it is deployed' },
  },
  {
    kinds: ['promoter.argoproj.io/PromotionStrategy'],
    let: {
      ready: "conditions.named('Ready')",
      environments: 'status.?environments.orValue([])',
      phases:
        "environments.map(e, e.?active.?commitStatuses.orValue([]).map(s, s.text('phase')).filter(p, p != 'success'))",
    },
    cases: [
      { when: '!has(object.status)', status: 'Progressing', message: 'Waiting for its first status' },
      { when: "ready.status == 'False'", status: 'Degraded', messageExpression: 'ready.message', message: 'Not ready' },
      {
        when: "!has(status.conditions) || ready.status != 'True' || size(environments) == 0",
        status: 'Progressing',
        messageExpression: 'ready.message',
        message: 'Waiting for its first status',
      },
      {
        when: "phases.exists(list, 'failure' in list)",
        status: 'Degraded',
        message: 'A commit status of an active environment has failed',
      },
      {
        when: 'phases.exists(list, size(list) > 0)',
        status: 'Progressing',
        message: 'Waiting for the commit statuses of an active environment',
      },
      {
        when: "environments.exists(e, e.?active.?dry.?sha.orValue('') != e.?proposed.?dry.?sha.orValue(e.?active.?dry.?sha.orValue('')))",
        status: 'Progressing',
        message: 'A promotion is under way',
      },
    ],
    otherwise: { status: 'Healthy', message: 'Every environment is promoted' },
  },
];
