import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('humio', () => {
  it.each([
    { name: 'a view', body: { status: { state: 'Exists' } }, told: 'Healthy: Its state is Exists' },
    { name: 'a view that is gone', body: { status: { state: 'NotFound' } }, told: 'Missing: Its state is NotFound' },
    {
      name: 'a view with a mistake',
      body: { status: { state: 'ConfigError', message: 'no repository' } },
      told: 'Degraded: no repository',
    },
    {
      name: 'a view that cannot be asked for',
      body: { status: { state: 'Unknown' } },
      told: 'Unknown: Its state is Unknown',
    },
    { name: 'a new view', body: {}, told: 'Progressing: Waiting for its first state' },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('core.humio.com/v1alpha1/HumioView', body)).toBe(told);
  });

  it.each([
    { name: 'a new cluster', body: {}, told: 'Unknown: the cluster has no status' },
    { name: 'one without a state', body: { status: {} }, told: 'Progressing: Waiting for its first state' },
    { name: 'one that runs', body: { status: { state: 'Running' } }, told: 'Healthy: Its state is Running' },
    {
      name: 'one that is upgraded',
      body: { status: { state: 'Upgrading', message: 'one pod of three' } },
      told: 'Progressing: one pod of three',
    },
    {
      name: 'one that is not found',
      body: { status: { state: 'NotFound' } },
      told: 'Progressing: Its state is NotFound',
    },
    {
      name: 'one with a mistake',
      body: { status: { state: 'ConfigError' } },
      told: 'Degraded: Its state is ConfigError',
    },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('core.humio.com/v1alpha1/HumioCluster', body)).toBe(told);
  });
});
