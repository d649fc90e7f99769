import type { HealthRule } from '../../rules/health-rule.ts';

/** Kyverno, Open Cluster Management, Keycloak: https://kyverno.io/docs/, https://open-cluster-management.io/docs/, https://www.keycloak.org/operator/. */
export const policyRules: readonly HealthRule[] = [
  {
    kinds: ['kyverno.io/Policy', 'kyverno.io/ClusterPolicy'],
    let: { ready: "conditions.named('Ready')" },
    cases: [
      {
        when: "ready.status == 'True' && ready.reason == 'Succeeded' && ready.message == 'Ready'",
        status: 'Healthy',
        message: 'The policy is ready',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'ready.message', message: 'Waiting for the policy' },
  },
  {
    kinds: ['policy.open-cluster-management.io/Policy'],
    let: {
      compliant: "status.text('compliant')",
      violating: "status.?status.orValue([]).filter(c, c.text('compliant') == 'NonCompliant')",
    },
    cases: [
      { when: 'spec.?disabled.orValue(false) == true', status: 'Suspended', message: 'The policy is disabled' },
      { when: "compliant == 'Compliant'", status: 'Healthy', message: 'Every cluster complies' },
      {
        when: "compliant == 'NonCompliant'",
        status: 'Degraded',
        messageExpression:
          "size(violating) == 0 ? '' : 'clusters that do not comply: ' + violating.map(c, c.text('clustername')).join(', ')",
        message: 'It is not complied with',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the clusters to report' },
  },
  {
    kinds: ['k8s.keycloak.org/Keycloak'],
    cases: [
      {
        when: "conditions.holds('HasErrors')",
        status: 'Degraded',
        messageExpression: "conditions.named('HasErrors').message",
        message: 'The operator reports errors',
      },
      { when: "conditions.holds('Ready')", status: 'Healthy' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Keycloak' },
  },
];
