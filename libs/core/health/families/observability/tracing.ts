import type { HealthRule } from '../../rules/health-rule.ts';

/** OpenTelemetry's operator (https://opentelemetry.io/docs/platforms/kubernetes/operator/), Jaeger's, Kiali's. */
export const tracingRules: readonly HealthRule[] = [
  {
    kinds: ['opentelemetry.io/OpenTelemetryCollector'],
    let: {
      scale: 'status.?scale.orValue({})',
      // Ready replicas of all, such as 1/2.
      counts: "scale.text('statusReplicas')",
      parts: "counts.split('/')",
      mode: "spec.text('mode')",
    },
    cases: [
      { when: '!has(object.status)', status: 'Progressing', message: 'Waiting for its first status' },
      { when: '!has(scale.statusReplicas) && !has(object.spec)', status: 'Unknown', message: 'it has no spec' },
      {
        when: "!has(scale.statusReplicas) && mode == 'sidecar'",
        status: 'Healthy',
        message: 'Runs inside the pods that ask for it',
      },
      { when: '!has(scale.statusReplicas)', status: 'Progressing', message: 'Waiting for the number of its replicas' },
      {
        when: "!counts.matchesRe2('[0-9]/[0-9]')",
        status: 'Progressing',
        messageExpression: "'cannot read the replicas: ' + counts",
      },
      {
        when: String.raw`mode == 'daemonset' && counts.matchesRe2(r'\b0+/0+\b')`,
        status: 'Healthy',
        message: 'No node asks for a replica',
      },
      { when: String.raw`counts.matchesRe2(r'\b0+/[0-9]')`, status: 'Degraded', message: 'No replica is ready' },
      { when: 'size(parts) == 2 && parts[0] == parts[1]', status: 'Healthy', message: 'Every replica is ready' },
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
    let: {
      // The first of the list that tells something.
      told: `conditions.filter(c, c.status == 'True' && c.type in ['Successful', 'Failure']
        || c.type == 'Running' && c.reason == 'Running')[?0].orValue({})`,
      teller: "told.text('type')",
    },
    cases: [
      {
        when: "teller == 'Successful'",
        status: 'Healthy',
        messageExpression: 'told.message',
        message: 'The last reconciliation succeeded',
      },
      {
        when: "teller == 'Failure'",
        status: 'Degraded',
        messageExpression: 'told.message',
        message: 'The last reconciliation failed',
      },
      { when: "teller == 'Running'", status: 'Progressing', messageExpression: 'told.message', message: 'Reconciling' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Kiali' },
  },
];
