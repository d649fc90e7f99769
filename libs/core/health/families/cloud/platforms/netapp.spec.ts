import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const application = 'astra.netapp.io/v1/Application';
const vault = 'astra.netapp.io/v1/AppVault';
const hook = 'astra.netapp.io/v1/ExecHook';
const schedule = 'astra.netapp.io/v1/Schedule';
const backend = 'trident.netapp.io/v1/TridentBackendConfig';
const trident = 'trident.netapp.io/v1/TridentOrchestrator';
const rollout = 'spot.io/v1beta1/SpotDeployment';

const runs = ['Backup', 'ExecHooksRun', 'ResourceBackup', 'ResticVolumeBackup', 'Snapshot'].map(
  (kind) => `astra.netapp.io/v1/${kind}`,
);

describe('NetApp', () => {
  it.each<[string, string, JsonObject, string]>([
    [
      'an application',
      application,
      { status: { protectionState: 'full', conditions: [{ type: 'Ready', status: 'True' }] } },
      'Healthy: full',
    ],
    [
      'an application nobody says is protected',
      application,
      withConditions('Ready=True'),
      'Unknown: status.protectionState is missing',
    ],
    ['a failed application', application, withConditions('Ready=False x lost', 'Ready=True'), 'Degraded: lost'],
    [
      'a failed one that is silent',
      application,
      withConditions('Ready=False'),
      'Unknown: its condition Ready has no message',
    ],
    ['a new application', application, withConditions('Ready=Unknown'), 'Progressing: Waiting to be ready'],

    ['a vault', vault, { status: { state: 'available' } }, 'Healthy: Available'],
    ['a failed vault', vault, { status: { state: 'Failed' } }, 'Degraded: Failed'],
    ['a new vault', vault, {}, 'Progressing: Waiting to be available'],

    ['a hook', hook, { spec: { enabled: true } }, 'Healthy: Enabled'],
    ['a hook that is off', hook, { spec: { enabled: false } }, 'Suspended: Disabled'],
    ['a hook that does not say', hook, { spec: {} }, 'Progressing: Neither enabled nor disabled'],

    ['a schedule', schedule, { status: { lastScheduleTime: '2026-01-01T00:00:00Z' } }, 'Healthy: Has run'],
    ['a new schedule', schedule, {}, 'Healthy: Has not run yet'],

    ['a backend', backend, operated('Bound', 'Success', 'made'), 'Healthy: made'],
    ['a backend that fails later', backend, operated('Bound', 'Failed', 'denied'), 'Degraded: denied'],
    ['a backend not bound yet', backend, operated('', 'Success', ''), 'Progressing: Waiting for the backend'],

    ['an installation', trident, { status: { status: 'Installed' } }, 'Healthy: Installed'],
    [
      'a failed installation',
      trident,
      { status: { status: 'Error', message: 'two of them' } },
      'Degraded: two of them',
    ],
    ['a new installation', trident, {}, 'Progressing: Waiting for the installation'],

    ['a rollout', rollout, withConditions('Available=True'), 'Healthy'],
    [
      'a rollout on its way',
      rollout,
      { status: { phase: 'Progressing', conditions: [] } },
      'Progressing: Going through its steps',
    ],
    ['a rollout with a mistake', rollout, withConditions('InvalidSpec=False x bad', 'Paused=True'), 'Degraded: bad'],
    ['an aborted rollout', rollout, withConditions('Progressing=True RolloutAborted'), 'Degraded: RolloutAborted'],
    ['a paused rollout', rollout, withConditions('Paused=True', 'InvalidSpec=True'), 'Suspended: Paused'],
    ['a new rollout', rollout, { status: { phase: 'Progressing' } }, 'nothing'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });

  it.each(runs)('follows the state of %s', (kind) => {
    const told = ['Completed', 'Running', 'Failed', ''].map((state) => toldHealth(kind, { status: { state } }));
    expect(told).toEqual([
      'Healthy: Completed',
      'Progressing: Running',
      'Degraded: Failed',
      'Degraded: Its state is empty',
    ]);
    expect(toldHealth(kind, {})).toBe('Progressing: Waiting for its first state');
  });
});

function operated(phase: string, lastOperationStatus: string, message: string): JsonObject {
  return { status: { phase, lastOperationStatus, message } };
}
