import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Operator Lifecycle Manager', () => {
  it.each([
    {
      name: 'a subscription that is up to date',
      kind: 'operators.coreos.com/v1alpha1/Subscription',
      body: { status: { state: 'AtLatestKnown' } },
      told: 'Healthy: At the latest version',
    },
    {
      name: 'one without its catalog',
      kind: 'operators.coreos.com/v1alpha1/Subscription',
      body: withConditions('CatalogSourcesUnhealthy=True x down'),
      told: 'Degraded: down',
    },
    {
      name: 'one whose upgrade failed',
      kind: 'operators.coreos.com/v1alpha1/Subscription',
      body: { status: { state: 'UpgradeFailed' } },
      told: 'Degraded: The upgrade has failed',
    },
    {
      name: 'one that upgrades by itself',
      kind: 'operators.coreos.com/v1alpha1/Subscription',
      body: { status: { state: 'UpgradePending', installedCSV: 'a' } },
      told: 'Progressing: Waiting for an install plan',
    },
    {
      name: 'one whose upgrade somebody has to approve',
      kind: 'operators.coreos.com/v1alpha1/Subscription',
      body: { spec: { installPlanApproval: 'Manual' }, status: { state: 'UpgradePending', installedCSV: 'a' } },
      told: 'Healthy: An upgrade waits for approval',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
