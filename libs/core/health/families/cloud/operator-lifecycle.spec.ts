import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth } from '../told-health.ts';

const waits = { type: 'InstallPlanPending', status: 'True', reason: 'RequiresApproval' };
const pending = { conditions: [waits], state: 'UpgradePending' };
const byHand = { installPlanApproval: 'Manual' };

describe('Operator Lifecycle Manager', () => {
  it.each<[string, JsonObject, string]>([
    ['one that is up to date', told('AtLatestKnown'), 'Healthy: At the latest version'],
    ['one in a state of its own', told('Odd'), 'Healthy: Odd'],
    ['one without conditions', { status: { state: 'AtLatestKnown' } }, 'Progressing: Waiting for an install plan'],
    ['one without a state', { status: { conditions: [] } }, 'Progressing: Waiting for its first state'],
    ['one that may upgrade', told('UpgradeAvailable'), 'Progressing: Waiting for an upgrade'],
    ['one that upgrades by itself', told('UpgradePending'), 'Progressing: Waiting for an upgrade'],
    ['one with a plan', told('AtLatestKnown', waits), 'Progressing: An install plan is pending'],
    ['one whose upgrade failed', told('UpgradeFailed', waits), 'Degraded: The upgrade has failed'],
    [
      'one without its catalog',
      told('', { type: 'CatalogSourcesUnhealthy', status: 'True', message: 'down' }),
      'Degraded: down',
    ],
    [
      'one whose plan is gone, whatever the status',
      told('AtLatestKnown', { type: 'InstallPlanMissing', status: 'False' }),
      'Degraded: InstallPlanMissing',
    ],
    [
      'one that refers to no plan',
      told('AtLatestKnown', { type: 'InstallPlanMissing', status: 'True', reason: 'ReferencedInstallPlanNotFound' }),
      'Healthy: At the latest version',
    ],
    [
      'one with a condition without status',
      told('AtLatestKnown', { type: 'Odd' }),
      'Unknown: cannot read the object: No such key: status',
    ],
    [
      'one whose upgrade somebody has to approve',
      { spec: byHand, status: { ...pending, installedCSV: 'a' } },
      'Healthy: An upgrade waits for approval',
    ],
    [
      'one whose installation somebody has to approve',
      { spec: byHand, status: pending },
      'Progressing: An install plan is pending',
    ],
  ])('judges %s', (_, body, health) => {
    expect(toldHealth('operators.coreos.com/v1alpha1/Subscription', body)).toBe(health);
  });
});

function told(state: string, ...conditions: JsonObject[]) {
  return { status: { state, conditions } };
}
