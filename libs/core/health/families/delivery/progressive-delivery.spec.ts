import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Flagger and Pulumi', () => {
  it.each([
    {
      name: 'a canary that is being analysed',
      kind: 'flagger.app/v1beta1/Canary',
      body: {
        status: {
          phase: 'Progressing',
          conditions: [{ type: 'Promoted', status: 'Unknown', message: 'New revision detected' }],
        },
      },
      told: 'Progressing: Progressing: New revision detected',
    },
    {
      name: 'a canary that was promoted',
      kind: 'flagger.app/v1beta1/Canary',
      body: { status: { phase: 'Succeeded' } },
      told: 'Healthy: Succeeded',
    },
    {
      name: 'a canary without a status',
      kind: 'flagger.app/v1beta1/Canary',
      body: {},
      told: 'Unknown: Its status has no phase',
    },
    {
      name: 'a stack that stalled',
      kind: 'pulumi.com/v1/Stack',
      body: withConditions('Stalled=True x no such project', 'Reconciling=False'),
      told: 'Degraded: no such project',
    },
    {
      name: 'a stack that is being updated',
      kind: 'pulumi.com/v1/Stack',
      body: withConditions('Reconciling=True x updating', 'Ready=False'),
      told: 'Progressing: updating',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
