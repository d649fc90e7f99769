import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Crossplane', () => {
  it.each([
    {
      name: 'a provider without its revision',
      kind: 'pkg.crossplane.io/v1/Provider',
      body: withConditions('Installed=False UnpackingPackage', 'Healthy=Unknown'),
      told: 'Degraded: UnpackingPackage',
    },
    {
      name: 'a resource that is ready',
      kind: 'ec2.aws.crossplane.io/v1beta1/VPC',
      body: withConditions('Synced=True', 'Ready=True'),
      told: 'Healthy: Up to date',
    },
    {
      name: 'a resource that could not be synced',
      kind: 'ec2.aws.upbound.io/v1beta1/VPC',
      body: withConditions('Ready=True', 'Synced=False ReconcileError no rights'),
      told: 'Degraded: no rights',
    },
    {
      name: 'a configuration in use',
      kind: 'aws.upbound.io/v1beta1/ProviderConfig',
      body: { status: { users: 3 } },
      told: 'Healthy: Nothing is reported about it',
    },
    {
      name: 'a function that is not healthy yet',
      kind: 'pkg.crossplane.io/v1/Function',
      body: withConditions('Installed=True', 'Healthy=False'),
      told: 'Progressing: Provisioning',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
