import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../../told-health.ts';

const KIND = 'postgresql.cnpg.io/v1/Cluster';

describe('CloudNativePG', () => {
  it.each([
    { name: 'works', phase: 'Cluster in healthy state', told: 'Healthy: Cluster in healthy state' },
    { name: 'gets a replica', phase: 'Creating a new replica', told: 'Progressing: Creating a new replica' },
    { name: 'applies a configuration', phase: 'Applying configuration', told: 'Degraded: Applying configuration' },
    { name: 'waits for somebody', phase: 'Waiting for user action', told: 'Degraded: Waiting for user action' },
    {
      name: 'cannot go on',
      phase: 'Cluster has incomplete or invalid image catalog',
      told: 'Suspended: Cluster has incomplete or invalid image catalog',
    },
    { name: 'has a phase of another version', phase: 'Dancing', told: 'Unknown: Dancing' },
    { name: 'has no phase', phase: '', told: 'Unknown: its status has no phase' },
  ])('calls a cluster that $name $told', ({ phase, told }) => {
    expect(toldHealth(KIND, { status: { phase, conditions: [] } })).toBe(told);
  });

  it.each([
    {
      name: 'why it fails over',
      body: { status: { phase: 'Failing over', phaseReason: 'node lost', conditions: [] } },
      told: 'Degraded: node lost',
    },
    {
      name: 'an annotation that stops it, before all else',
      body: { metadata: { annotations: { 'cnpg.io/reconciliationLoop': 'disabled' } } },
      told: 'Suspended: Its reconciliation is switched off by an annotation',
    },
    { name: 'no status', body: {}, told: 'Unknown: it has no status' },
    {
      name: 'no conditions, whatever the phase',
      body: { status: { phase: 'Failing over' } },
      told: 'Progressing: Failing over',
    },
    {
      name: 'an empty status',
      body: { status: {} },
      told: 'Progressing: Waiting for its first conditions',
    },
    {
      name: 'hibernation',
      body: withConditions('cnpg.io/hibernation=True Hibernated Cluster has been hibernated'),
      told: 'Suspended: Cluster has been hibernated',
    },
    {
      name: 'hibernation that is not reached',
      body: withConditions('cnpg.io/hibernation=False Waiting'),
      told: 'Degraded: It is to hibernate, and does not yet',
    },
  ])('reads $name', ({ body, told }) => {
    expect(toldHealth(KIND, body)).toBe(told);
  });
});
