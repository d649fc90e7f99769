import type { HealthRule } from '../../rules/health-rule.ts';

/** OpenTelemetry's operator (https://opentelemetry.io/docs/platforms/kubernetes/operator/), Jaeger's, Kiali's. */
export const tracingRules: readonly HealthRule[] = [
  {
    kinds: ['opentelemetry.io/OpenTelemetryCollector'],
    let: {
      counts: "status.?scale.orValue({}).text('statusReplicas')",
      parts: "counts.split('/')",
      isRead: 'size(parts) == 2 && parts.all(p, p.isNumber())',
      ready: 'isRead ? int(parts[0]) : 0',
    },
    cases: [
      { when: "spec.text('mode') == 'sidecar'", status: 'Healthy', message: 'Runs inside the pods that ask for it' },
      { when: "counts == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: '!isRead', status: 'Progressing', messageExpression: "'cannot read the replicas: ' + counts" },
      { when: 'ready == 0', status: 'Degraded', message: 'No replica is ready' },
      { when: 'ready == int(parts[1])', status: 'Healthy', message: 'Every replica is ready' },
    ],
    otherwise: { status: 'Progressing', messageExpression: "counts + ' replicas are ready'" },
  },
  {
    kinds: ['jaegertracing.io/Jaeger'],
    let: { phase: "status.text('phase')" },
    cases: [
      { when: "phase == 'Running'", status: 'Healthy', message: 'Running' },
      { when: "phase == 'Failed'", status: 'Degraded', message: 'Failed, its status does not say why' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Jaeger' },
  },
  {
    kinds: ['kiali.io/Kiali'],
    let: { running: "conditions.named('Running')" },
    cases: [
      {
        when: "conditions.holds('Failure')",
        status: 'Degraded',
        messageExpression: "conditions.named('Failure').message",
        message: 'The last reconciliation failed',
      },
      {
        when: "running.status == 'True' && running.reason != 'Successful'",
        status: 'Progressing',
        messageExpression: 'running.message',
        message: 'Reconciling',
      },
      {
        when: "running.status == 'True' || conditions.holds('Successful')",
        status: 'Healthy',
        messageExpression: 'running.message',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Kiali' },
  },
];
