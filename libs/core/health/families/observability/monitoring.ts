import type { HealthRule } from '../../rules/health-rule.ts';
import { decidedBy } from '../../rules/decided-condition.ts';

/** The Prometheus operator (https://prometheus-operator.dev/docs/), VictoriaMetrics (https://docs.victoriametrics.com/operator/), Datadog, Coralogix. */
export const monitoringRules: readonly HealthRule[] = [
  {
    kinds: ['monitoring.coreos.com/Prometheus'],
    let: {
      told: "conditions.filter(c, c.type == 'Available')",
      // The last one tells, should there be several.
      available: 'size(told) == 0 ? {} : told[size(told) - 1]',
      why: "available.text('message') == '' ? available.text('reason') : available.text('message')",
    },
    cases: [
      { when: 'size(told) == 0', status: 'Progressing', message: 'Waiting for its first status' },
      { when: "available.status == 'True'", status: 'Healthy', message: 'Every instance is available' },
      { when: "available.reason == 'SomePodsNotReady'", status: 'Progressing', messageExpression: 'why' },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'why', message: 'Not available' },
  },
  {
    kinds: ['operator.victoriametrics.com/*'],
    let: {
      state: "status.text('updateStatus')",
      why: "status.text('reason')",
      isOld:
        'has(metadata.generation) && has(status.observedGeneration) && status.observedGeneration != metadata.generation',
    },
    cases: [
      { when: 'isOld', status: 'Progressing', message: 'Waiting for a status of its newest form' },
      { when: "state == 'operational'", status: 'Healthy', message: 'Every component works' },
      { when: "state == 'failed'", status: 'Degraded', messageExpression: 'why', message: 'The update has failed' },
      {
        when: "state == 'paused'",
        status: 'Suspended',
        messageExpression: 'why',
        message: 'Its reconciliation is paused',
      },
      {
        when: "state == 'expanding'",
        status: 'Progressing',
        messageExpression: 'why',
        message: 'Its components are being updated',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
  {
    kinds: ['datadoghq.com/DatadogMetric'],
    let: {
      // Both are wrong by themselves; what nobody asks for has neither and is well.
      errors: "conditions.filter(c, c.type == 'Error' && c.status == 'True')",
      invalid: "conditions.filter(c, c.type == 'Valid' && c.status == 'False')",
    },
    cases: [
      {
        when: 'size(errors) > 0',
        status: 'Degraded',
        messageExpression: "[errors[0].reason, errors[0].message].filter(t, t != '').join(': ')",
        message: 'The query fails',
      },
      {
        when: 'size(invalid) > 0',
        status: 'Degraded',
        messageExpression: 'invalid[0].message',
        message: 'The metric is not valid',
      },
    ],
    otherwise: { status: 'Healthy', message: 'Nothing is wrong with the metric' },
  },
  {
    kinds: ['coralogix.com/Alert', 'coralogix.com/RecordingRuleGroupSet'],
    ...decidedBy('RemoteSynced'),
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
];
