import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

const GROUP = 'capabilities.3scale.net/v1beta1';

describe('3scale', () => {
  it.each([
    { kind: 'ActiveDoc', conditions: ['Ready=True'], told: 'Healthy: Ready' },
    {
      kind: 'ActiveDoc',
      conditions: ['Ready=False', 'Orphan=True x no product', 'Ready=True'],
      told: 'Degraded: no product',
    },
    { kind: 'ApplicationAuth', conditions: ['Failed=True'], told: 'Degraded: Failed' },
    { kind: 'ApplicationAuth', conditions: ['Invalid=True'], told: 'Progressing: Waiting for its first status' },
    { kind: 'Backend', conditions: ['Ready=True', 'Synced=True'], told: 'Healthy: Synced' },
    { kind: 'Backend', conditions: ['Orphan=True', 'Invalid=True x no host'], told: 'Degraded: no host' },
    { kind: 'CustomPolicyDefinition', conditions: ['Invalid=True x no schema'], told: 'Degraded: no schema' },
    {
      kind: 'DeveloperAccount',
      conditions: ['Failed=False', 'Waiting=True x not approved'],
      told: 'Suspended: not approved',
    },
    { kind: 'DeveloperUser', conditions: ['Orphan=True x no account'], told: 'Degraded: no account' },
    { kind: 'OpenAPI', conditions: ['Ready=Unknown'], told: 'Progressing: Waiting for its first status' },
    { kind: 'Product', conditions: ['Synced=True'], told: 'Healthy: Synced' },
    { kind: 'ProxyConfigPromote', conditions: ['In-progress=True', 'Failed=True'], told: 'Progressing: In-progress' },
    { kind: 'Application', conditions: ['Ready=True'], told: 'Healthy: Ready' },
    { kind: 'Application', conditions: ['Ready=False x no account', 'Ready=True'], told: 'Degraded: no account' },
    { kind: 'Tenant', conditions: ['Ready=False BadUrl'], told: 'Degraded: BadUrl' },
    { kind: 'Tenant', conditions: ['Ready=True'], told: 'Progressing: Waiting for its first status' },
  ])('calls a $kind with $conditions $told', ({ kind, conditions, told }) => {
    expect(toldHealth(`${GROUP}/${kind}`, withConditions(...conditions))).toBe(told);
  });

  const unready = { type: 'Ready', status: 'Unknown' };
  const ready = { type: 'Ready', status: 'True' };
  it.each([
    {
      kind: 'DeveloperUser',
      status: { developerUserState: 'suspended', conditions: [ready] },
      told: 'Suspended: Waits for an administrator',
    },
    { kind: 'Application', status: { state: 'suspended', conditions: [ready] }, told: 'Suspended: Suspended' },
    {
      kind: 'Application',
      status: { adminId: 3, conditions: [unready] },
      told: 'Progressing: Waiting for its first status',
    },
    { kind: 'Application', status: { adminId: 3, conditions: [unready, ready] }, told: 'Healthy: Ready' },
    { kind: 'Application', status: { adminId: '3', conditions: [unready] }, told: 'Degraded: Ready is not True' },
    { kind: 'Tenant', status: { tenantId: 2, adminId: 3, conditions: [unready, ready] }, told: 'Healthy: Ready' },
    { kind: 'Tenant', status: { tenantId: 2, conditions: [ready, unready] }, told: 'Degraded: Ready is not True' },
  ])('calls a $kind with $status $told', ({ kind, status, told }) => {
    expect(toldHealth(`${GROUP}/${kind}`, { status })).toBe(told);
  });

  it.each([
    { status: {}, told: 'Progressing: Waiting for its first status' },
    { status: { deployments: { ready: [] } }, told: 'Healthy: All of its deployments are ready' },
    { status: { deployments: { ready: ['a'], starting: ['b'] } }, told: 'Progressing: Waiting for its first status' },
    {
      status: {
        deployments: { starting: ['a'] },
        conditions: [{ type: 'Available' }, { type: 'Available', status: 'True' }],
      },
      told: 'Healthy: Available',
    },
    { status: { conditions: [{ type: 'Available', reason: 'NoSecret' }] }, told: 'Degraded: NoSecret' },
  ])('calls an APIManager with $status $told', ({ status, told }) => {
    expect(toldHealth('apps.3scale.net/v1alpha1/APIManager', { status })).toBe(told);
  });
});
