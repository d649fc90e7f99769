import type { HealthRule } from '../../rules/health-rule.ts';

const failing = {
  failing: "conditions.filter(c, c.status == 'False' && c.type != 'Stopped')",
};
const isFailing = {
  when: 'size(failing) > 0',
  status: 'Degraded',
  messageExpression: "failing[0].message == '' ? failing[0].type + ' is False' : failing[0].message",
} as const;

/** Knative Serving (https://knative.dev/docs/serving/, False is final and Unknown is on its way) and KServe. */
export const servingRules: readonly HealthRule[] = [
  {
    kinds: ['serving.knative.dev/Service'],
    let: failing,
    cases: [
      isFailing,
      {
        when: "conditions.holds('ConfigurationsReady') && conditions.holds('RoutesReady') && conditions.holds('Ready')",
        status: 'Healthy',
        message: 'Ready',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for configuration and routes' },
  },
  {
    kinds: ['serving.kserve.io/InferenceService'],
    let: { ...failing, model: "status.?modelStatus.orValue({}).text('transitionStatus')" },
    cases: [
      { when: "conditions.holds('Stopped')", status: 'Suspended', message: 'Stopped' },
      {
        when: "model in ['BlockedByFailedLoad', 'InvalidSpec']",
        status: 'Degraded',
        messageExpression: "'model: ' + model",
      },
      isFailing,
      { when: "model == 'InProgress'", status: 'Progressing', message: 'The model is being loaded' },
      { when: "conditions.holds('Ready')", status: 'Healthy', message: 'Ready' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the predictor' },
  },
];
