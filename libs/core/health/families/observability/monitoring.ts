import type { HealthRule } from '../../rules/health-rule.ts';

/** The Prometheus operator (https://prometheus-operator.dev/docs/), VictoriaMetrics, Datadog, Grafana. */
export const monitoringRules: readonly HealthRule[] = [
  {
    kinds: ['monitoring.coreos.com/Prometheus'],
    let: { available: "conditions.named('Available')" },
    cases: [
      { when: "available.status == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: "available.status == 'True'", status: 'Healthy', message: 'Every instance is available' },
      {
        when: "available.reason == 'SomePodsNotReady'",
        status: 'Progressing',
        messageExpression: 'available.message',
        message: 'Some pods are not ready',
      },
    ],
    otherwise: {
      status: 'Degraded',
      messageExpression: "available.message == '' ? available.reason : available.message",
      message: 'Not available',
    },
  },
  {
    kinds: [
      'operator.victoriametrics.com/VMAgent',
      'operator.victoriametrics.com/VMAlert',
      'operator.victoriametrics.com/VMAlertmanager',
      'operator.victoriametrics.com/VMAuth',
      'operator.victoriametrics.com/VMCluster',
      'operator.victoriametrics.com/VMSingle',
    ],
    let: { state: "status.text('updateStatus')", why: "status.text('reason')" },
    cases: [
      { when: "state == 'operational'", status: 'Healthy', message: 'Every component works' },
      { when: "state == 'failed'", status: 'Degraded', messageExpression: 'why', message: 'The update has failed' },
      { when: "state == 'paused'", status: 'Suspended', message: 'Its reconciliation is paused' },
      { when: "state == 'expanding'", status: 'Progressing', message: 'Its components are being updated' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
  {
    kinds: ['datadoghq.com/DatadogMetric'],
    let: { error: "conditions.named('Error')" },
    cases: [
      {
        when: "error.status == 'True'",
        status: 'Degraded',
        messageExpression: "[error.reason, error.message].filter(t, t != '').join(': ')",
        message: 'The query fails',
      },
      { when: "conditions.holds('Valid')", status: 'Healthy', message: 'The query gives values' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the first value' },
  },
  {
    kinds: ['grafana.integreatly.org/Grafana'],
    let: { stage: "status.text('stage')", result: "status.text('stageStatus')" },
    cases: [
      { when: "stage == 'complete' && result == 'success'", status: 'Healthy' },
      {
        when: "result == 'failed'",
        status: 'Degraded',
        messageExpression:
          "status.text('lastMessage') == '' ? 'Stage ' + stage + ' has failed' : status.text('lastMessage')",
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: "'Stage ' + (stage == '' ? 'unknown' : stage)" },
  },
];
