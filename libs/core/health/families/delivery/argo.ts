import { decidedBy } from '../../rules/decided-condition.ts';
import type { HealthRule } from '../../rules/health-rule.ts';

const holding = (type: string, status: string) =>
  `conditions.filter(c, c.type == '${type}' && c.status == '${status}')`;

/**
 * Argo CD (https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/), Argo Workflows
 * (https://argo-workflows.readthedocs.io/en/stable/cron-workflows/) and Argo Events (https://argoproj.github.io/argo-events/).
 */
export const argoRules: readonly HealthRule[] = [
  {
    kinds: ['argoproj.io/ApplicationSet'],
    let: {
      errors: holding('ErrorOccurred', 'True'),
      outdated: holding('ResourcesUpToDate', 'False'),
      rolling: holding('RolloutProgressing', 'True'),
      current: holding('ResourcesUpToDate', 'True'),
    },
    cases: [
      {
        when: 'size(errors) > 0',
        status: 'Degraded',
        messageExpression: 'errors[0].message',
        message: 'An error occurred',
      },
      {
        when: 'size(outdated) > 0',
        status: 'Degraded',
        messageExpression: 'outdated[0].message',
        message: 'Its Applications are not up to date',
      },
      {
        when: 'size(rolling) > 0',
        status: 'Progressing',
        messageExpression: 'rolling[0].message',
        message: 'Rolling out',
      },
      { when: 'size(current) > 0', status: 'Healthy', messageExpression: 'current[0].message', message: 'Up to date' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
  {
    kinds: ['argoproj.io/CronWorkflow'],
    let: {
      told: "conditions.filter(c, c.status == 'True' && c.type in ['Completed', 'SpecError', 'SubmissionError'])",
      first: "size(told) == 0 ? conditions.named('') : told[0]",
    },
    cases: [
      {
        when: "first.type in ['SpecError', 'SubmissionError']",
        status: 'Degraded',
        messageExpression: 'first.message',
        message: 'A workflow could not be submitted',
      },
    ],
    otherwise: { status: 'Healthy', messageExpression: 'first.message', message: 'Scheduled' },
  },
  {
    kinds: ['argoproj.io/EventBus'],
    ...decidedBy('Deployed'),
    otherwise: { status: 'Progressing', message: 'Waiting until it is deployed' },
  },
];
