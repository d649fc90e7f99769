import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('policies', () => {
  it.each([
    {
      name: 'a policy that is loaded',
      kind: 'kyverno.io/v1/ClusterPolicy',
      body: withConditions('Ready=True Succeeded Ready'),
      told: 'Healthy: The policy is ready',
    },
    {
      name: 'a policy with a wrong rule',
      kind: 'kyverno.io/v1/Policy',
      body: withConditions('Ready=False Failed bad rule'),
      told: 'Progressing: bad rule',
    },
    {
      name: 'a policy that is switched off',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { spec: { disabled: true } },
      told: 'Suspended: The policy is disabled',
    },
    {
      name: 'a policy all comply with',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: { status: { compliant: 'Compliant' } },
      told: 'Healthy: Every cluster complies',
    },
    {
      name: 'a policy that is violated',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: {
        status: {
          compliant: 'NonCompliant',
          status: [
            { clustername: 'a', compliant: 'NonCompliant' },
            { clustername: 'b', compliant: 'Compliant' },
          ],
        },
      },
      told: 'Degraded: clusters that do not comply: a',
    },
    {
      name: 'a policy without answers',
      kind: 'policy.open-cluster-management.io/v1/Policy',
      body: {},
      told: 'Progressing: Waiting for the clusters to report',
    },
    {
      name: 'Keycloak once it runs',
      kind: 'k8s.keycloak.org/v2alpha1/Keycloak',
      body: withConditions('Ready=True', 'HasErrors=False'),
      told: 'Healthy',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
