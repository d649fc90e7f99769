import type { HealthRule } from '../../rules/health-rule.ts';

const waitsForReport = { status: 'Progressing', message: 'Waiting for a report' } as const;
const waitsForGeneration = { status: 'Progressing', message: 'Waiting for a report on its newest form' } as const;

/** Kyverno (https://kyverno.io/docs/policy-types/) and Open Cluster Management (https://open-cluster-management.io/docs/). */
export const policyRules: readonly HealthRule[] = [
  {
    kinds: ['kyverno.io/Policy'],
    cases: [
      {
        when: "conditions.exists(c, c.type == 'Ready' && c.status == 'True' && c.reason == 'Succeeded' && c.message == 'Ready')",
        status: 'Healthy',
        message: 'The policy is ready',
      },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: "conditions.named('Ready').message",
      message: 'Waiting for the policy',
    },
  },
  {
    kinds: ['kyverno.io/ClusterPolicy'],
    let: { ready: "conditions.named('Ready')" },
    cases: [
      {
        when: "ready.status == 'True'",
        status: 'Healthy',
        messageExpression: 'ready.message',
        message: 'The policy is ready',
      },
      {
        when: "ready.type == 'Ready'",
        status: 'Degraded',
        messageExpression: 'ready.message',
        message: 'Not ready',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the policy' },
  },
  {
    kinds: ['policy.open-cluster-management.io/Policy'],
    let: {
      clusters: 'status.?status.orValue([])',
      // A policy copied to a cluster tells of its templates instead of clusters.
      templates: 'has(status.status) ? [] : status.?details.orValue([])',
      violated: "templates.filter(t, t.text('compliant') != 'Compliant')",
      violating: `clusters.filter(c, c.text('compliant') != 'Compliant').map(c, c.text('clustername'))
        + violated.map(t, t.?templateMeta.orValue({}).text('name'))`,
    },
    cases: [
      { when: '!has(object.spec)', status: 'Unknown', message: 'it has no spec' },
      { when: 'spec.?disabled.orValue(false) != false', status: 'Healthy', message: 'The policy is disabled' },
      {
        when: '!has(status.compliant) && !has(status.status) && size(status.?placement.orValue([])) > 0',
        status: 'Healthy',
        message: 'It applies to no cluster',
      },
      { when: '!has(status.compliant)', ...waitsForReport },
      {
        when: 'violated.exists(t, !has(t.templateMeta))',
        status: 'Unknown',
        message: 'its details do not name a template',
      },
      { when: "status.text('compliant') == 'Compliant'", status: 'Healthy', message: 'It is complied with' },
    ],
    otherwise: {
      status: 'Degraded',
      messageExpression: "size(violating) == 0 ? '' : 'not complied with: ' + violating.join(', ')",
      message: 'It is not complied with',
    },
  },
  {
    kinds: ['policy.open-cluster-management.io/ConfigurationPolicy'],
    let: {
      found: 'allConditions(status.?compliancyDetails.orValue([]))',
      told: "found.map(c, c.message).filter(m, m != '').join('; ')",
    },
    cases: [
      { when: '!has(status.compliant)', ...waitsForReport },
      {
        when: 'status.?lastEvaluatedGeneration.orValue(null) != metadata.?generation.orValue(null)',
        ...waitsForGeneration,
      },
      { when: '!has(status.compliancyDetails)', ...waitsForReport },
      {
        when: "status.text('compliant') == 'Compliant'",
        status: 'Healthy',
        messageExpression: 'told',
        message: 'It is complied with',
      },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'told', message: 'It is not complied with' },
  },
  {
    kinds: ['policy.open-cluster-management.io/OperatorPolicy'],
    let: { compliant: "conditions.named('Compliant')" },
    cases: [
      { when: '!has(status.conditions)', ...waitsForReport },
      {
        when: 'has(status.observedGeneration) && status.observedGeneration != metadata.?generation.orValue(null)',
        ...waitsForGeneration,
      },
      { when: "compliant.type == ''", ...waitsForReport },
      {
        when: "compliant.status == 'True'",
        status: 'Healthy',
        messageExpression: 'compliant.message',
        message: 'It is complied with',
      },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'compliant.message', message: 'It is not complied with' },
  },
  {
    kinds: ['policy.open-cluster-management.io/CertificatePolicy'],
    cases: [
      { when: '!has(status.compliant)', ...waitsForReport },
      { when: "status.text('compliant') == 'Compliant'", status: 'Healthy', message: 'Every certificate complies' },
    ],
    otherwise: { status: 'Degraded', message: 'Some certificates do not comply' },
  },
];
