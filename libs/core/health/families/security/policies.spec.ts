import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('policies', () => {
  it.each([
    {
      name: 'a policy that is loaded',
      kind: 'kyverno.io/v1/Policy',
      body: withConditions('Ready=False', 'Ready=True Succeeded Ready'),
      told: 'Healthy: The policy is ready',
    },
    {
      name: 'a policy that is ready for another reason',
      kind: 'kyverno.io/v1/Policy',
      body: withConditions('Ready=True Odd'),
      told: 'Progressing: Waiting for the policy',
    },
    {
      name: 'a policy with a wrong rule',
      kind: 'kyverno.io/v1/Policy',
      body: withConditions('Ready=False Failed bad rule'),
      told: 'Progressing: bad rule',
    },
    {
      name: 'a cluster policy that is ready',
      kind: 'kyverno.io/v1/ClusterPolicy',
      body: withConditions('Ready=True'),
      told: 'Healthy: The policy is ready',
    },
    {
      name: 'a cluster policy with a wrong rule',
      kind: 'kyverno.io/v1/ClusterPolicy',
      body: withConditions('Ready=False Failed bad rule', 'Ready=True'),
      told: 'Degraded: bad rule',
    },
    {
      name: 'a new cluster policy',
      kind: 'kyverno.io/v1/ClusterPolicy',
      body: withConditions('Other=True'),
      told: 'Progressing: Waiting for the policy',
    },
    {
      name: 'a policy that is switched off',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: { disabled: true }, status: { compliant: 'NonCompliant' } },
      told: 'Healthy: The policy is disabled',
    },
    {
      name: 'a policy all comply with',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: {}, status: { compliant: 'Compliant' } },
      told: 'Healthy: It is complied with',
    },
    {
      name: 'a policy for no cluster',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: {}, status: { placement: [{}] } },
      told: 'Healthy: It applies to no cluster',
    },
    {
      name: 'a policy that is violated',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: {
        spec: {},
        status: {
          compliant: 'NonCompliant',
          status: [
            { clustername: 'a', compliant: 'Pending' },
            { clustername: 'b', compliant: 'Compliant' },
          ],
        },
      },
      told: 'Degraded: not complied with: a',
    },
    {
      name: 'a copy that is violated',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: {
        spec: {},
        status: { compliant: 'NonCompliant', details: [{ compliant: 'NonCompliant', templateMeta: { name: 'pods' } }] },
      },
      told: 'Degraded: not complied with: pods',
    },
    {
      name: 'a copy of a template without name',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: {}, status: { compliant: 'Compliant', details: [{ compliant: 'NonCompliant' }] } },
      told: 'Unknown: its details do not name a template',
    },
    {
      name: 'a policy that is pending',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: {}, status: { compliant: 'Pending' } },
      told: 'Degraded: It is not complied with',
    },
    {
      name: 'a policy without answers',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: {}, status: { placement: [] } },
      told: 'Progressing: Waiting for a report',
    },
    {
      name: 'a policy that says nothing',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: {},
      told: 'Unknown: it has no spec',
    },
    {
      name: 'a configuration that is kept',
      kind: 'policy.open-cluster-management.io/v1/ConfigurationPolicy',
      body: {
        metadata: { generation: 2 },
        status: {
          compliant: 'Compliant',
          lastEvaluatedGeneration: 2,
          compliancyDetails: [{ conditions: [{ message: 'found' }] }],
        },
      },
      told: 'Healthy: found',
    },
    {
      name: 'a configuration that is not kept',
      kind: 'policy.open-cluster-management.io/v1/ConfigurationPolicy',
      body: { status: { compliant: 'NonCompliant', compliancyDetails: [{}] } },
      told: 'Degraded: It is not complied with',
    },
    {
      name: 'a configuration that has changed',
      kind: 'policy.open-cluster-management.io/v1/ConfigurationPolicy',
      body: { metadata: { generation: 2 }, status: { compliant: 'Compliant' } },
      told: 'Progressing: Waiting for a report on its newest form',
    },
    {
      name: 'a configuration without details',
      kind: 'policy.open-cluster-management.io/v1/ConfigurationPolicy',
      body: { status: { compliant: 'Compliant' } },
      told: 'Progressing: Waiting for a report',
    },
    {
      name: 'an operator that is installed',
      kind: 'policy.open-cluster-management.io/v1/OperatorPolicy',
      body: withConditions('Compliant=True x installed'),
      told: 'Healthy: installed',
    },
    {
      name: 'an operator nobody knows of',
      kind: 'policy.open-cluster-management.io/v1/OperatorPolicy',
      body: withConditions('Compliant=Unknown'),
      told: 'Degraded: It is not complied with',
    },
    {
      name: 'an operator that has changed',
      kind: 'policy.open-cluster-management.io/v1/OperatorPolicy',
      body: { status: { conditions: [], observedGeneration: 1 } },
      told: 'Progressing: Waiting for a report on its newest form',
    },
    {
      name: 'an operator of which nothing is told',
      kind: 'policy.open-cluster-management.io/v1/OperatorPolicy',
      body: withConditions('Other=True'),
      told: 'Progressing: Waiting for a report',
    },
    {
      name: 'certificates that last',
      kind: 'policy.open-cluster-management.io/v1/CertificatePolicy',
      body: { status: { compliant: 'Compliant' } },
      told: 'Healthy: Every certificate complies',
    },
    {
      name: 'certificates that end soon',
      kind: 'policy.open-cluster-management.io/v1/CertificatePolicy',
      body: { status: { compliant: 'NonCompliant' } },
      told: 'Degraded: Some certificates do not comply',
    },
    {
      name: 'certificates nobody has looked at',
      kind: 'policy.open-cluster-management.io/v1/CertificatePolicy',
      body: {},
      told: 'Progressing: Waiting for a report',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
