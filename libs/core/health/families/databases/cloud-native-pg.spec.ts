import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('CloudNativePG', () => {
  it.each([
    {
      name: 'a cluster that works',
      kind: 'postgresql.cnpg.io/v1/Cluster',
      body: { status: { phase: 'Cluster in healthy state' } },
      told: 'Healthy: Cluster in healthy state',
    },
    {
      name: 'a cluster that gets a replica',
      kind: 'postgresql.cnpg.io/v1/Cluster',
      body: { status: { phase: 'Creating a new replica' } },
      told: 'Progressing: Creating a new replica',
    },
    {
      name: 'a cluster that fails over',
      kind: 'postgresql.cnpg.io/v1/Cluster',
      body: { status: { phase: 'Failing over', phaseReason: 'node lost' } },
      told: 'Degraded: node lost',
    },
    {
      name: 'a cluster that waits for somebody',
      kind: 'postgresql.cnpg.io/v1/Cluster',
      body: { status: { phase: 'Waiting for user action' } },
      told: 'Suspended: Waiting for user action',
    },
    {
      name: 'a phase of another version',
      kind: 'postgresql.cnpg.io/v1/Cluster',
      body: { status: { phase: 'Dancing' } },
      told: 'Unknown: Dancing',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
