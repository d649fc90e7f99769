import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

const provider = 'pkg.crossplane.io/v1/Provider';
const bucket = 's3.aws.crossplane.io/v1beta1/Bucket';
const stack = 'stacks.crossplane.io/v1alpha1/ClusterStackInstall';
const vpc = 'ec2.aws.upbound.io/v1beta1/VPC';
const xrd = 'apiextensions.crossplane.io/v1/CompositeResourceDefinition';
const composition = 'apiextensions.crossplane.io/v1/Composition';
const config = 'aws.upbound.io/v1beta1/ProviderConfig';

describe('Crossplane', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a provider', provider, withConditions('Installed=True Active', 'Healthy=True Fine'), 'Healthy: Active Fine'],
    [
      'a provider without its revision',
      provider,
      withConditions('Installed=False Unpacking', 'Healthy=Unknown Odd'),
      'Degraded: Unpacking Odd',
    ],
    [
      'a provider that fell ill',
      provider,
      withConditions('Installed=True Active', 'Healthy=True Fine', 'Healthy=False Ill'),
      'Degraded: Active Ill',
    ],
    ['a new provider', provider, {}, 'Progressing: Waiting to be installed'],
    [
      'a provider of which nobody says whether it is healthy',
      provider,
      withConditions('Installed=True Active'),
      'Unknown: no condition Healthy with a reason',
    ],
    [
      'a provider installed without a reason',
      provider,
      withConditions('Installed=True', 'Healthy=True Fine'),
      'Unknown: no condition Installed with a reason',
    ],

    ['a bucket', bucket, withConditions('Ready=True Available', 'Synced=True'), 'Healthy: Available'],
    [
      'a bucket that failed before',
      bucket,
      withConditions('Synced=False ReconcileError denied', 'Ready=True Available', 'Synced=True'),
      'Healthy: Available',
    ],
    [
      'a bucket on its way',
      bucket,
      withConditions('Ready=False Creating', 'Synced=True'),
      'Progressing: Waiting to be available',
    ],
    [
      'a paused bucket',
      bucket,
      withConditions('Ready=True', 'Synced=False ReconcilePaused'),
      'Suspended: Its reconciliation is paused',
    ],
    [
      'a bucket that was paused before it was ready',
      bucket,
      withConditions('Synced=False ReconcilePaused', 'Synced=True'),
      'Degraded: Not both ready and synced',
    ],
    [
      'a bucket that cannot be synced',
      bucket,
      withConditions('Ready=True', 'Synced=False ReconcileError denied'),
      'Degraded: denied',
    ],
    ['a bucket without conditions', bucket, withConditions(), 'Degraded: Not both ready and synced'],
    ['a new bucket', bucket, {}, 'Progressing: Waiting to be created'],

    ['a stack', stack, inStack('Ready=False Creating', 'Ready=True Done'), 'Healthy: Done'],
    ['a stack on its way', stack, inStack('Ready=False Creating'), 'Progressing: Creating'],
    ['a new stack', stack, {}, 'Progressing: Waiting for the stack to be installed'],

    ['a network that is ready', vpc, withConditions('Synced=True', 'Ready=True'), 'Healthy: Up to date'],
    [
      'a network that could not be synced',
      vpc,
      withConditions('Ready=True', 'Synced=False ReconcileError no rights'),
      'Degraded: no rights',
    ],
    [
      'a network whose last operation failed',
      vpc,
      withConditions('LastAsyncOperation=False', 'Synced=False x later'),
      'Degraded: The last operation failed',
    ],
    ['a network that is healthy only', vpc, withConditions('Healthy=True'), 'Progressing: Provisioning'],
    ['a new network', vpc, {}, 'Healthy: Nothing is reported about it'],
    ['a network with an empty status', vpc, { status: {} }, 'Progressing: Provisioning'],

    ['an offered definition', xrd, withConditions('Established=False', 'Offered=True'), 'Healthy: Up to date'],
    ['a definition on its way', xrd, withConditions('Established=False'), 'Progressing: Provisioning'],
    ['a composition', composition, { status: {} }, 'Healthy: Nothing is reported about it'],
    ['a composition of no conditions', composition, withConditions(), 'Progressing: Provisioning'],
    ['a configuration', config, { status: {} }, 'Healthy: Nothing is reported about it'],
    ['a configuration in use', config, { status: { users: 3 } }, 'Healthy: In use'],
    ['a configuration of no conditions', config, { status: { users: 3, conditions: [] } }, 'Progressing: Provisioning'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });

  it.each([
    'cloudfront.aws.crossplane.io/v1/Distribution',
    'iam.aws.crossplane.io/v1/Policy',
    'iam.aws.crossplane.io/v1/Role',
    'iam.aws.crossplane.io/v1/RolePolicyAttachment',
    'rds.aws.crossplane.io/v1/DBCluster',
    'rds.aws.crossplane.io/v1/DBInstance',
    'route53.aws.crossplane.io/v1/ResourceRecordSet',
  ])('waits for a new %s', (kind) => {
    expect(toldHealth(kind, {})).toBe('Progressing: Waiting to be created');
  });
});

function inStack(...conditions: readonly string[]): JsonObject {
  return { status: { conditionedStatus: withConditions(...conditions)['status'] ?? {} } };
}
